//! Class names are found by search: every class in the sources has a style, and every style is used somewhere.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::sources::{Fault, Tree};

/// Classes that need no rule of their own: a name for tests or scripts to find something by.
const WITHOUT_STYLE: &[&str] = &[];
/// Styles that nothing in the sources names, and why they stay.
const WITHOUT_USE: &[&str] = &[];

pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let comment = Regex::new(r"(?s)/\*.*?\*/").expect("a fixed pattern");
    let in_css = Regex::new(r"\.(cg-[A-Za-z0-9_-]+)").expect("a fixed pattern");
    // `--cg-x` is a property and `#cg-x` a place; both are other things than a class.
    let in_code =
        Regex::new(r"(^|[^A-Za-z0-9_#-])(cg-[A-Za-z0-9_-]*)(\{)?").expect("a fixed pattern");

    let mut styled: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for file in &tree.css {
        // The same length, so that lines stay where they are.
        let text = comment.replace_all(&file.text, |found: &regex::Captures| {
            found[0].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect::<String>()
        });
        for found in in_css.captures_iter(&text) {
            let line = text[..found.get(0).map_or(0, |m| m.start())].matches('\n').count() + 1;
            styled.entry(found[1].to_owned()).or_insert_with(|| (file.path.clone(), line));
        }
    }

    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut beginnings: BTreeSet<String> = BTreeSet::new();
    let mut texts: Vec<(String, String, usize)> = Vec::new();
    for source in &tree.rust {
        let without_comments = without_comments(&source.file.text);
        for (index, line) in without_comments.lines().enumerate() {
            texts.push((source.file.path.clone(), line.to_owned(), index + 1));
        }
    }
    for file in &tree.public {
        for (index, line) in file.text.lines().enumerate() {
            texts.push((file.path.clone(), line.to_owned(), index + 1));
        }
    }
    for (path, text, line) in &texts {
        for found in in_code.captures_iter(text) {
            let class = found[2].to_owned();
            // `format!("cg-mark--{state}")`: every class that begins like this may be meant.
            if found.get(3).is_some() || class.ends_with('-') {
                if !styled.keys().any(|name| name.starts_with(&class)) {
                    faults.push(Fault::new(path, *line, format!("no style begins with `{class}`")));
                }
                beginnings.insert(class);
                continue;
            }
            if !styled.contains_key(&class) && !WITHOUT_STYLE.contains(&class.as_str()) {
                faults.push(Fault::new(path, *line, format!("no style for the class `{class}`")));
            }
            used.insert(class);
        }
    }
    for (class, (path, line)) in &styled {
        let begun = beginnings.iter().any(|beginning| class.starts_with(beginning.as_str()));
        if !used.contains(class) && !begun && !WITHOUT_USE.contains(&class.as_str()) {
            faults.push(Fault::new(path, *line, format!("nothing has the class `{class}`")));
        }
    }
    faults
}

/// The text with what follows `//` taken out, line by line; good enough for class names.
fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::sources::Text;
    use super::*;

    fn check(css: &str, rust: &str) -> Vec<String> {
        let css = Text { path: "style/base.css".to_owned(), text: css.to_owned() };
        let tree = Tree { css: vec![css], ..Tree::of_rust("src/ui/a.rs", rust) };
        faults(&tree).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn a_class_without_a_style_is_caught() {
        let rust = r#"fn f() { view! { <p class="cg-a cg-b"></p> } }"#;
        assert_eq!(check(".cg-a { color: red }", rust), ["no style for the class `cg-b`"]);
        assert_eq!(check(".cg-a, .cg-b { color: red }", rust).len(), 0);
    }

    #[test]
    fn a_style_without_a_use_is_caught() {
        let css = "/* .cg-old */ .cg-a:hover .cg-b__x--y { --cg-gap: 1px }";
        let rust = r#"fn f() { view! { <p class="cg-a" style:--cg-gap="2px"></p> } }"#;
        assert_eq!(check(css, rust), ["nothing has the class `cg-b__x--y`"]);
    }

    #[test]
    fn a_class_that_is_put_together_counts_by_its_beginning() {
        let rust = r#"fn f() { format!("cg-mark--{state}"); }"#;
        assert_eq!(check(".cg-mark--done {} .cg-mark--now {}", rust).len(), 0);
        assert_eq!(check(".cg-other {}", rust).len(), 2);
    }

    #[test]
    fn a_conditional_class_counts() {
        let rust = "fn f() { view! { <p class:cg-open=move || open.get()></p> } }";
        assert_eq!(check(".cg-open {}", rust).len(), 0);
    }
}
