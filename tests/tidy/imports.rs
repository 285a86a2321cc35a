//! Who may use whom. The table below is the one of `ARCHITECTURE.md`; a new module gets a row.

use std::collections::BTreeSet;

use super::sources::{Fault, Mention, Tree, mentions};

struct Row {
    /// The longest row that a file's module begins with is its row.
    module: &'static str,
    /// Modules it may use, apart from itself. `*` is every other.
    inside: &'static [&'static str],
    /// Crates it may use, apart from [`EVERYWHERE`].
    outside: &'static [&'static str],
}

/// The language, and the plain data types the people's words are made of.
const EVERYWHERE: &[&str] = &["std", "core", "alloc", "chrono", "uuid"];

const BROWSER: &[&str] = &["js_sys", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];

/// What shows pages deals in signals, events and elements.
const PAGES: &[&str] = &["leptos", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];

const TABLE: &[Row] = &[
    Row { module: "written", inside: &[], outside: &[] },
    Row { module: "domain", inside: &["domain::seal", "written"], outside: &[] },
    // The one fingerprint there is.
    Row { module: "domain::seal", inside: &["domain"], outside: &["base64ct", "blake2"] },
    Row { module: "content", inside: &["domain", "written"], outside: &[] },
    Row { module: "codec", inside: &["domain", "written"], outside: &[] },
    Row { module: "reading", inside: &["domain", "content", "codec"], outside: &[] },
    Row {
        module: "share",
        inside: &["domain", "written", "codec"],
        outside: &["argon2", "base64ct", "chacha20poly1305", "miniz_oxide", "qrcodegen"],
    },
    Row { module: "platform", inside: &[], outside: BROWSER },
    Row {
        module: "storage",
        inside: &["domain", "written", "codec", "platform"],
        outside: BROWSER,
    },
    Row { module: "app::route", inside: &["domain"], outside: &[] },
    Row {
        module: "state",
        inside: &["domain", "content", "codec", "share", "platform", "storage", "app::route"],
        outside: PAGES,
    },
    Row {
        module: "ui",
        inside: &[
            "state",
            "content",
            "domain",
            "codec",
            "reading",
            "share",
            "platform",
            "app::route",
            "ui::later",
        ],
        outside: PAGES,
    },
    // The one place that knows how the program is taken apart.
    Row {
        module: "ui::later",
        inside: &["ui", "state", "codec", "domain", "platform"],
        outside: &["leptos", "wasm_split_helpers"],
    },
    Row { module: "app", inside: &["*"], outside: PAGES },
    Row { module: "main", inside: &["*"], outside: &[] },
];

pub fn faults(tree: &Tree) -> Vec<Fault> {
    let crates = dependencies(&tree.manifest);
    let mut faults = Vec::new();
    for source in &tree.rust {
        let module = source.module();
        // lib.rs only lists the modules.
        if module.is_empty() {
            continue;
        }
        let name = module.join("::");
        let Some(row) = row_of(&name) else {
            faults.push(Fault::new(
                &source.file.path,
                1,
                format!("`{name}` has no row in the table of imports"),
            ));
            continue;
        };
        // Once per file and neighbour; the first place is enough to find the rest.
        let mut said = BTreeSet::new();
        for mention in mentions(source) {
            if let Some(what) = judge(row, &module, &mention, &crates) {
                let neighbour = what.split(": ").next().unwrap_or_default().to_owned();
                if said.insert(neighbour) {
                    faults.push(Fault::new(&source.file.path, mention.line, what));
                }
            }
        }
    }
    faults
}

fn row_of(module: &str) -> Option<&'static Row> {
    TABLE
        .iter()
        .filter(|row| {
            module
                .strip_prefix(row.module)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })
        .max_by_key(|row| row.module.len())
}

fn judge(row: &Row, module: &[String], mention: &Mention, crates: &[String]) -> Option<String> {
    let written = mention.segments.join("::");
    let Some(target) = inside_path(module, mention) else {
        let first = mention.segments.first()?;
        let known = crates.contains(first) && !EVERYWHERE.contains(&first.as_str());
        // Tests may use what helps them.
        let allowed = row.outside.contains(&first.as_str()) || mention.in_test;
        return (known && !allowed)
            .then(|| format!("`{}` may not use the crate `{first}`: {written}", row.module));
    };
    let name = target.join("::");
    let Some(other) = row_of(&name) else {
        let top = target.first().map_or("", String::as_str);
        return (top != "*" && !top.is_empty())
            .then(|| format!("`{top}` has no row in the table of imports: {written}"));
    };
    let allowed = other.module == row.module
        || row.inside.contains(&other.module)
        || row.inside.contains(&"*");
    (!allowed).then(|| format!("`{}` may not use `{}`: {written}", row.module, other.module))
}

/// Where a path of this crate leads, seen from its top; nothing for a path of another crate.
fn inside_path(module: &[String], mention: &Mention) -> Option<Vec<String>> {
    let segments = &mention.segments;
    match segments.first().map(String::as_str)? {
        "crate" | "common_ground" => Some(segments[1..].to_vec()),
        "self" => Some([module, &segments[1..]].concat()),
        "super" => {
            let ups = segments.iter().take_while(|s| *s == "super").count();
            // Out of inline modules first, then up the folders.
            let ups_of_file = ups.saturating_sub(mention.depth);
            let kept = module.len().saturating_sub(ups_of_file);
            Some([&module[..kept], &segments[ups..]].concat())
        }
        _ => None,
    }
}

/// The crates of `[dependencies]` and `[dev-dependencies]`, as they are written in code.
fn dependencies(manifest: &str) -> Vec<String> {
    let Ok(manifest) = toml::from_str::<toml::Table>(manifest) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    let mut take = |table: Option<&toml::Value>| {
        if let Some(table) = table.and_then(toml::Value::as_table) {
            names.extend(table.keys().map(|name| name.replace('-', "_")));
        }
    };
    take(manifest.get("dependencies"));
    take(manifest.get("dev-dependencies"));
    if let Some(targets) = manifest.get("target").and_then(toml::Value::as_table) {
        for target in targets.values() {
            take(target.get("dependencies"));
            take(target.get("dev-dependencies"));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[dependencies]\nweb-sys = \"1\"\nleptos = \"1\"\nserde = \"1\"\n";

    fn check(path: &str, text: &str) -> Vec<String> {
        let tree = Tree { manifest: MANIFEST.to_owned(), ..Tree::of_rust(path, text) };
        faults(&tree).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn a_wrong_import_is_caught_however_it_is_written() {
        for bad in [
            "use crate::storage::Saver;",
            "use crate::{storage::Saver};",
            "use crate::storage as s;",
            "use super::super::super::storage::Saver;",
            "use super::super::super::{storage};",
            "fn f() { crate::storage::save(); }",
            "fn f() -> crate::storage::Saver { loop {} }",
            "fn f() { view! { <p>{crate::storage::x()}</p> } }",
            "mod inner { use super::super::super::super::storage::Saver; }",
        ] {
            let found = check("src/ui/parts/field.rs", bad);
            assert_eq!(found.len(), 1, "{bad}: {found:?}");
            assert!(found[0].starts_with("`ui` may not use `storage`"), "{found:?}");
        }
    }

    #[test]
    fn a_right_import_is_not() {
        for good in [
            "use crate::domain::ids::StepId;",
            "use super::super::pages::home;",
            "use leptos::prelude::*;",
            "use std::rc::Rc; use chrono::Duration; use web_sys::Event;",
            "use crate::app::route::Route;",
            "mod tests { use super::super::button::Look; }",
        ] {
            assert_eq!(check("src/ui/parts/field.rs", good), Vec::<String>::new(), "{good}");
        }
        assert_eq!(
            check("src/main.rs", "fn main() { common_ground::app::start() }"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_wrong_crate_is_caught() {
        let found = check("src/domain/run.rs", "use web_sys::Storage;");
        assert!(found[0].contains("may not use the crate `web_sys`"), "{found:?}");
        assert_eq!(check("src/domain/run.rs", "fn f() { leptos::logging::log!(\"x\") }").len(), 1);
        assert_eq!(check("src/ui/mod.rs", "use serde::Serialize;").len(), 1);
    }

    #[test]
    fn what_is_written_down_rests_on_nothing() {
        for (path, imports, faults) in [
            ("src/written/json.rs", "use super::{Members, Tree};", 0),
            ("src/written/named.rs", "use crate::domain::ids::StepId;", 1),
            ("src/written/named.rs", "use serde::Serialize;", 1),
            ("src/domain/run.rs", "use crate::written::written;", 0),
            ("src/codec/record.rs", "use crate::written::json;", 0),
            ("src/codec/record.rs", "use crate::content::words;", 1),
            ("src/platform/clock.rs", "use crate::written::Tree;", 1),
            ("src/ui/mod.rs", "use crate::written::Tree;", 1),
        ] {
            assert_eq!(check(path, imports).len(), faults, "{path}: {imports}");
        }
    }

    #[test]
    fn the_route_is_apart_from_the_app() {
        assert_eq!(check("src/ui/mod.rs", "use crate::app::shell;").len(), 1);
        assert_eq!(check("src/app/route.rs", "use crate::ui::pages;").len(), 1);
        assert_eq!(check("src/app/mod.rs", "use crate::ui::pages;").len(), 0);
    }

    #[test]
    fn a_module_without_a_row_is_caught() {
        assert_eq!(check("src/extra/mod.rs", "fn f() {}").len(), 1);
        assert_eq!(check("src/ui/mod.rs", "use crate::extra::x;").len(), 1);
    }
}
