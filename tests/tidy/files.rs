//! What holds for every file: it says what it is for, it does not unwrap, it is not too long, it names nobody's machine.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::sources::{Fault, Source, Tree, marks_test};

/// Longer than this, and it is two files.
const LINES: usize = 600;

pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in &tree.rust {
        opening(&source.file.path, &source.file.text, &mut faults);
        length(source, &mut faults);
        unwraps(source, &mut faults);
    }
    for file in &tree.other {
        if file.has_extension("rs") {
            opening(&file.path, &file.text, &mut faults);
        }
    }
    for file in tree.texts() {
        machine_paths(&file.path, &file.text, &mut faults);
    }
    faults
}

fn opening(path: &str, text: &str, faults: &mut Vec<Fault>) {
    if !text.starts_with("//! ") {
        faults.push(Fault::new(path, 1, "does not open with `//!` and what the file is for"));
    }
}

fn length(source: &Source, faults: &mut Vec<Fault>) {
    let lines = source.file.text.lines().count();
    if lines > LINES {
        faults.push(Fault::new(
            &source.file.path,
            lines,
            format!("{lines} lines; {LINES} are enough for one file"),
        ));
    }
}

fn unwraps(source: &Source, faults: &mut Vec<Fault>) {
    struct Unwraps(Vec<usize>);
    impl<'a> Visit<'a> for Unwraps {
        fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
            if call.method == "unwrap" && call.args.is_empty() {
                self.0.push(call.method.span().start().line);
            }
            visit::visit_expr_method_call(self, call);
        }
        fn visit_macro(&mut self, makro: &'a syn::Macro) {
            self.0.extend(unwraps_in(makro.tokens.clone()));
        }
        fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
            if !item.attrs.iter().any(marks_test) {
                visit::visit_item_mod(self, item);
            }
        }
        fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
            if !item.attrs.iter().any(marks_test) {
                visit::visit_item_fn(self, item);
            }
        }
    }
    let mut found = Unwraps(Vec::new());
    found.visit_file(&source.syntax);
    for line in found.0 {
        let what = "`.unwrap()`: say with `expect` which invariant holds, or handle it";
        faults.push(Fault::new(&source.file.path, line, what));
    }
}

fn unwraps_in(tokens: TokenStream) -> Vec<usize> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => found.extend(unwraps_in(group.stream())),
            TokenTree::Ident(ident) if ident == "unwrap" => {
                let dot = at.checked_sub(1).and_then(|before| tokens.get(before));
                let dot = matches!(dot, Some(TokenTree::Punct(p)) if p.as_char() == '.');
                let empty = matches!(tokens.get(at + 1), Some(TokenTree::Group(g))
                    if g.delimiter() == Delimiter::Parenthesis && g.stream().is_empty());
                if dot && empty {
                    found.push(ident.span().start().line);
                }
            }
            _ => {}
        }
    }
    found
}

fn machine_paths(path: &str, text: &str, faults: &mut Vec<Fault>) {
    // Put together here, so that this file is not its own fault.
    let folders = ["home", "root", "Users", "work"].map(|name| format!("/{name}/"));
    for (index, line) in text.lines().enumerate() {
        for folder in &folders {
            let found = line.match_indices(folder.as_str()).any(|(at, _)| {
                // `https://host/work/` and `src/work/` are not paths of a machine.
                let before = line[..at].chars().next_back();
                let after = line[at + folder.len()..].chars().next();
                before.is_none_or(|c| {
                    !c.is_alphanumeric() && !matches!(c, '.' | '_' | '-' | '*' | '}')
                }) && after.is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '_')
            });
            if found {
                faults.push(Fault::new(
                    path,
                    index + 1,
                    format!("a path of somebody's machine: {}", line.trim()),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str) -> Vec<String> {
        faults(&Tree::of_rust(path, text)).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn a_file_says_what_it_is_for() {
        assert_eq!(check("src/a.rs", "fn f() {}").len(), 1);
        assert_eq!(check("src/a.rs", "// a comment\nfn f() {}").len(), 1);
        assert_eq!(check("src/a.rs", "//! A file.\nfn f() {}").len(), 0);
    }

    #[test]
    fn nothing_is_unwrapped() {
        assert_eq!(check("src/a.rs", "//! A.\nfn f() { x().unwrap(); }").len(), 1);
        assert_eq!(check("src/a.rs", "//! A.\nfn f() { view! { <p>{x.unwrap()}</p> } }").len(), 1);
        assert_eq!(check("src/a.rs", "//! A.\nfn f() { x().unwrap_or(1); unwrap(); }").len(), 0);
        assert_eq!(
            check("src/a.rs", "//! A.\n#[cfg(test)] mod tests { fn f() { x().unwrap(); } }").len(),
            0
        );
        assert_eq!(check("src/a.rs", "//! A.\n#[test] fn f() { x().unwrap(); }").len(), 0);
    }

    #[test]
    fn a_file_has_an_end() {
        let long = format!("//! A.\n{}", "// x\n".repeat(LINES));
        assert_eq!(check("src/a.rs", &long).len(), 1);
        assert_eq!(check("src/a.rs", "//! A.\n").len(), 0);
    }

    #[test]
    fn nobody_s_machine_is_named() {
        let path = format!("//! See {}somebody/x.", "/home/");
        assert_eq!(check("src/a.rs", &path).len(), 1);
        assert_eq!(check("src/a.rs", "//! See <https://example.org/home/x>.").len(), 0);
    }
}
