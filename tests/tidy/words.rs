//! Every key that is asked for has words, and all words are asked for. What they must not say is a matter of the
//! method: `tests/features/wording.rs`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use serde_json::Value;

use super::sources::{Fault, Source, Tree, literals};

/// Functions and macros whose first argument is a key of the app's own words.
const ASKS: &[&str] = &["t", "tf", "tw", "said", "say", "key"];
/// The pack of the app itself; every other pack belongs to a dialogue and is checked with its definition.
const APP: &str = "src/content/words/en/app.json";

pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let Some(app) = tree.words.iter().find(|file| file.path == APP) else {
        if !tree.words.is_empty() {
            faults.push(Fault::new(APP, 1, "is missing"));
        }
        return faults;
    };
    let keys: BTreeMap<String, String> = match serde_json::from_str::<Value>(&app.text) {
        Ok(value) => leaves(&value),
        Err(error) => {
            faults.push(Fault::new(APP, error.line(), format!("is not JSON: {error}")));
            return faults;
        }
    };
    let mut mentioned: BTreeSet<String> = BTreeSet::new();
    let mut beginnings: BTreeSet<String> = BTreeSet::new();
    for source in &tree.rust {
        for (key, line) in asked(source) {
            if !keys.contains_key(&key) {
                faults.push(Fault::new(
                    &source.file.path,
                    line,
                    format!("no words for the key `{key}`"),
                ));
            }
        }
        // A key may also stand in a table, a match or a `const`, and be asked for from there.
        for (text, _) in literals(source) {
            match text.find('{') {
                Some(at) if at > 0 => {
                    beginnings.insert(text[..at].to_owned());
                }
                _ => {
                    mentioned.insert(text);
                }
            }
        }
    }
    for key in keys.keys() {
        let begun = beginnings.iter().any(|b| b.contains('.') && key.starts_with(b.as_str()));
        if !mentioned.contains(key) && !begun {
            let line = app.text.find(&format!("\"{}\"", key.rsplit('.').next().unwrap_or(key)));
            let line = line.map_or(1, |at| app.line_of(at));
            faults.push(Fault::new(APP, line, format!("nobody says `{key}`")));
        }
    }
    faults
}

/// The keys a file asks for: `t("act.next")`, `words::key!("act.next")`.
fn asked(source: &Source) -> Vec<(String, usize)> {
    fn walk(tokens: TokenStream, found: &mut Vec<(String, usize)>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            if let TokenTree::Group(group) = token {
                walk(group.stream(), found);
            }
            let TokenTree::Ident(ident) = token else { continue };
            // `fn t(...)` is where it is made, `.say(...)` is somebody else's method.
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            let made = matches!(before, Some(TokenTree::Ident(word)) if word == "fn");
            let method = matches!(before, Some(TokenTree::Punct(dot)) if dot.as_char() == '.');
            if made || method || !ASKS.contains(&ident.to_string().as_str()) {
                continue;
            }
            let next = match tokens.get(at + 1) {
                Some(TokenTree::Punct(bang)) if bang.as_char() == '!' => tokens.get(at + 2),
                other => other,
            };
            let Some(TokenTree::Group(arguments)) = next else { continue };
            if let Some(TokenTree::Literal(first)) = arguments.stream().into_iter().next()
                && let Ok(key) = syn::parse_str::<syn::LitStr>(&first.to_string())
            {
                found.push((key.value(), first.span().start().line));
            }
        }
    }
    let mut found = Vec::new();
    walk(source.syntax.to_token_stream(), &mut found);
    found
}

/// Every text of a pack by its path: `{"act": {"next": "Next"}}` and `{"act.next": "Next"}` are the same.
fn leaves(value: &Value) -> BTreeMap<String, String> {
    fn walk(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
        let below =
            |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match value {
            Value::Object(map) => {
                map.iter().for_each(|(name, value)| walk(&below(name), value, found));
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    walk(&below(&index.to_string()), value, found);
                }
            }
            Value::String(text) => {
                found.insert(path.to_owned(), text.clone());
            }
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    walk("", value, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::super::sources::Text;
    use super::*;

    fn check(pack: &str, rust: &str) -> Vec<String> {
        let words = Text { path: APP.to_owned(), text: pack.to_owned() };
        let tree = Tree { words: vec![words], ..Tree::of_rust("src/ui/a.rs", rust) };
        faults(&tree).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn a_key_without_words_is_caught() {
        for asking in [
            r#"fn f() { t("act.gone") }"#,
            r#"fn f() { tf("act.gone", &[]) }"#,
            r#"fn f() { words::key!("act.gone") }"#,
            r#"fn f() { view! { <p aria-label=t("act.gone")>{move || t("act.gone")}</p> } }"#,
        ] {
            let found = check("{}", asking);
            assert!(
                found.iter().all(|what| what == "no words for the key `act.gone`")
                    && !found.is_empty(),
                "{asking}: {found:?}"
            );
        }
        assert_eq!(check(r#"{"act": {"next": "Next"}}"#, r#"fn f() { t("act.next") }"#).len(), 0);
        assert_eq!(check("{}", r#"fn f() { assert("x"); other.say("y"); }"#).len(), 0);
    }

    #[test]
    fn words_nobody_says_are_caught() {
        let pack = r#"{"act.next": "Next", "act.back": "Back", "kind.a": "A"}"#;
        let rust =
            r#"fn f() { t("act.next"); t(match x { _ => "act.back" }); format!("kind.{x}"); }"#;
        assert_eq!(check(pack, rust).len(), 0);
        assert_eq!(check(pack, "fn f() {}").len(), 3);
    }
}
