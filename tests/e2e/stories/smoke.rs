//! The least that can be asked: the app starts, exactly as it was built, and loads just what was weighed.

use std::fs;
use std::path::PathBuf;

use crate::story::Story;

#[test]
fn the_app_starts() {
    Story::new().untouched().run(|page| {
        page.open("");
        assert!(!page.names("heading").is_empty(), "a heading at the start");
        page.sound();
        page.screenshot("start");
    });
}

/// The size budget counts what index.html names; this is what a browser really asks for.
#[test]
fn a_first_visit_loads_what_was_weighed() {
    let folder = std::env::var("CG_WEIGHED").unwrap_or_else(|_| "target/brotli/dist".to_owned());
    let list = PathBuf::from(folder).join("first-visit.txt");
    let list = fs::read_to_string(&list)
        .unwrap_or_else(|error| panic!("{}: {error} (make size)", list.display()));
    let weighed: Vec<&str> = list.lines().collect();
    Story::new().untouched().run(|page| {
        page.open("");
        for seen in page.server().seen() {
            let file = seen.path.trim_start_matches('/');
            let file = if file.is_empty() { "index.html" } else { file };
            assert!(
                weighed.contains(&file) || file == "favicon.ico",
                "{file} was loaded and not weighed: {weighed:?}"
            );
        }
    });
}
