//! Three things that are nowhere: the time and chance in `domain`, storage in `ui`, and a second place that decides
//! who may see a text.
//!
//! The third is checked by its form. What people wrote is held in fields that only the domain can read ([`CLOSED`]),
//! and within the domain only `domain::privacy` has public functions that give such words away ([`GIVES_WORDS`]).

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::visit::{self, Visit};

use super::sources::{Fault, Source, Tree, flat, marks_test};

/// Names that must not occur in a folder, and why. A name of two parts is looked for as `a::b`.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    (
        "src/domain/",
        &[
            "SystemTime",
            "Instant",
            "Utc::now",
            "Local",
            "Date::now",
            "getrandom",
            "rand",
            "thread_rng",
            "js_sys",
            "web_sys",
        ],
        "the domain never learns the time or a random number by itself",
    ),
    (
        "src/ui/",
        &[
            "local_storage",
            "session_storage",
            "LocalStorage",
            "SessionStorage",
            "gloo_storage",
            "Storage",
            "IdbFactory",
        ],
        "the interface never touches storage",
    ),
];

/// Fields that hold people's words or their standing: never public beyond the domain.
const CLOSED: &[(&str, &str, &[&str])] = &[
    ("src/domain/run.rs", "Entry", &["words", "also"]),
    ("src/domain/outcome.rs", "Commitment", &["standing", "history"]),
];

/// Types that carry somebody's words. Only `domain::privacy` has public functions that return them.
const GIVES_WORDS: &[&str] = &["Words", "Version", "Standing", "Past"];
const DECIDES: &str = "src/domain/privacy.rs";

pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in &tree.rust {
        forbidden(source, &mut faults);
        closed(source, &mut faults);
        given_away(source, &mut faults);
    }
    faults
}

fn forbidden(source: &Source, faults: &mut Vec<Fault>) {
    for (folder, names, why) in FORBIDDEN {
        if !source.is_under(folder) {
            continue;
        }
        let tokens = flat(without_tests(&source.syntax).into_token_stream());
        for (at, (token, line)) in tokens.iter().enumerate() {
            let TokenTree::Ident(ident) = token else { continue };
            for name in *names {
                let mut parts = name.split("::");
                let first = parts.next().unwrap_or_default();
                let second = parts.next();
                let follows = |wanted: &str| match tokens.get(at + 3) {
                    Some((TokenTree::Ident(next), _)) => next == wanted,
                    _ => false,
                };
                if ident == first && second.is_none_or(follows) {
                    faults.push(Fault::new(&source.file.path, *line, format!("`{name}`: {why}")));
                }
            }
        }
    }
}

/// The file without its test modules.
fn without_tests(file: &syn::File) -> syn::File {
    let mut file = file.clone();
    file.items.retain(|item| match item {
        syn::Item::Mod(module) => !module.attrs.iter().any(marks_test),
        _ => true,
    });
    file
}

fn closed(source: &Source, faults: &mut Vec<Fault>) {
    for (path, name, fields) in CLOSED {
        if source.file.path != *path {
            continue;
        }
        let found = source.syntax.items.iter().find_map(|item| match item {
            syn::Item::Struct(item) if item.ident == name => Some(item),
            _ => None,
        });
        let Some(found) = found else {
            faults.push(Fault::new(
                path,
                1,
                format!(
                    "`{name}` is not here any more: correct the list in tests/tidy/absences.rs"
                ),
            ));
            continue;
        };
        for wanted in *fields {
            let field =
                found.fields.iter().find(|field| field.ident.as_ref().is_some_and(|i| i == wanted));
            let Some(field) = field else {
                faults.push(Fault::new(path, 1, format!("`{name}` has no field `{wanted}`: correct the list in tests/tidy/absences.rs")));
                continue;
            };
            let open = match &field.vis {
                syn::Visibility::Public(_) => true,
                syn::Visibility::Restricted(to) => {
                    let to = to.path.to_token_stream().to_string().replace(' ', "");
                    !matches!(to.as_str(), "crate::domain" | "super" | "self")
                }
                syn::Visibility::Inherited => false,
            };
            if open {
                let line = field.ident.as_ref().map_or(1, |i| i.span().start().line);
                let what = format!(
                    "`{name}::{wanted}` can be read outside the domain; only `domain::privacy` gives it away"
                );
                faults.push(Fault::new(path, line, what));
            }
        }
    }
}

fn given_away(source: &Source, faults: &mut Vec<Fault>) {
    if !source.is_under("src/domain/") || source.file.path == DECIDES {
        return;
    }
    let mut finder = PublicReturns { found: Vec::new(), owner: None };
    finder.visit_file(&without_tests(&source.syntax));
    for (line, name, kind) in finder.found {
        let what =
            format!("`{name}` gives `{kind}` away; only `domain::privacy` decides who may see it");
        faults.push(Fault::new(&source.file.path, line, what));
    }
}

struct PublicReturns {
    found: Vec<(usize, String, String)>,
    /// The type whose methods are being read: its own methods may give what it is made of.
    owner: Option<String>,
}

impl PublicReturns {
    fn check(&mut self, visibility: &syn::Visibility, signature: &syn::Signature) {
        let syn::ReturnType::Type(_, returned) = &signature.output else { return };
        if !matches!(visibility, syn::Visibility::Public(_)) {
            return;
        }
        for (token, line) in flat(returned.to_token_stream()) {
            let TokenTree::Ident(ident) = token else { continue };
            let name = ident.to_string();
            let own = self.owner.as_deref().is_some_and(|owner| GIVES_WORDS.contains(&owner));
            if GIVES_WORDS.contains(&name.as_str()) && !own {
                self.found.push((line, signature.ident.to_string(), name));
            }
        }
    }
}

impl<'a> Visit<'a> for PublicReturns {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.check(&item.vis, &item.sig);
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let owner = item.self_ty.to_token_stream().to_string();
        let was = self.owner.replace(owner);
        visit::visit_item_impl(self, item);
        self.owner = was;
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.check(&item.vis, &item.sig);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> Vec<String> {
        faults(&Tree::of_rust(path, text)).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn the_domain_knows_no_clock_and_no_chance() {
        for bad in [
            "use std::time::Instant;",
            "fn f() { std::time::SystemTime::now(); }",
            "fn f() -> DateTime<Utc> { Utc::now() }",
            "fn f() { let x = chrono::Local::now(); }",
            "fn f() { println!(\"{}\", rand::random()); }",
        ] {
            assert_eq!(check("src/domain/time.rs", bad).len(), 1, "{bad}");
        }
        assert_eq!(
            check("src/domain/time.rs", "use chrono::{DateTime, Utc}; fn f(now: DateTime<Utc>) {}")
                .len(),
            0
        );
        assert_eq!(check("src/platform/clock.rs", "use std::time::Instant;").len(), 0);
        assert_eq!(
            check("src/domain/time.rs", "#[cfg(test)] mod tests { use std::time::Instant; }").len(),
            0
        );
    }

    #[test]
    fn the_interface_touches_no_storage() {
        assert_eq!(check("src/ui/parts/field.rs", "fn f() { window().local_storage(); }").len(), 1);
        assert_eq!(check("src/storage/shelf.rs", "fn f() { window().local_storage(); }").len(), 0);
    }

    #[test]
    fn words_leave_the_domain_in_one_place() {
        let open =
            "pub struct Entry { pub words: Words, pub(in crate::domain) also: Vec<Version> }";
        assert_eq!(check("src/domain/run.rs", open).len(), 1);
        let wide = "pub struct Entry { pub(crate) words: Words, also: Vec<Version> }";
        assert_eq!(check("src/domain/run.rs", wide).len(), 1);
        let closed = "pub struct Entry { pub(in crate::domain) words: Words, also: Vec<Version> }";
        assert_eq!(check("src/domain/run.rs", closed).len(), 0);
        assert_eq!(check("src/domain/run.rs", "pub struct Renamed;").len(), 1);

        let leak = "impl Entry { pub fn peek(&self) -> Option<&Words> { None } }";
        assert_eq!(check("src/domain/session.rs", leak).len(), 1);
        assert_eq!(check("src/domain/privacy.rs", leak).len(), 0);
        let own = "impl Words { pub fn clean(self) -> Words { self } }";
        assert_eq!(check("src/domain/session.rs", own).len(), 0);
        let within = "impl Entry { pub(super) fn peek(&self) -> Option<&Words> { None } }";
        assert_eq!(check("src/domain/session.rs", within).len(), 0);
    }
}
