//! The files of the checkout, read once, and what every rule needs of them.

use std::fmt;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// One thing that is amiss.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub path: String,
    pub line: usize,
    pub what: String,
}

impl Fault {
    pub fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// A file of text, with its path relative to the checkout.
#[derive(Clone, Debug)]
pub struct Text {
    pub path: String,
    pub text: String,
}

impl Text {
    pub fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
    }

    /// The line, counted from one, in which `at` lies.
    pub fn line_of(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }
}

/// A Rust file under `src`, parsed.
#[derive(Clone, Debug)]
pub struct Source {
    pub file: Text,
    pub syntax: syn::File,
}

impl Source {
    /// Takes a file apart.
    ///
    /// # Panics
    /// When it is not Rust: the compiler says so better, and first.
    pub fn parse(path: &str, text: &str) -> Self {
        let syntax = syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}"));
        Self { file: Text { path: path.to_owned(), text: text.to_owned() }, syntax }
    }

    /// `src/domain/acts/mod.rs` is `["domain", "acts"]`; `src/lib.rs` is empty; `src/main.rs` is `["main"]`.
    pub fn module(&self) -> Vec<String> {
        let inner = self.file.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut parts: Vec<String> = inner.split('/').map(str::to_owned).collect();
        match parts.last().map(String::as_str) {
            Some("mod") => {
                parts.pop();
            }
            Some("lib") if parts.len() == 1 => parts.clear(),
            _ => {}
        }
        parts
    }

    pub fn is_under(&self, folder: &str) -> bool {
        self.file.path.starts_with(folder)
    }
}

/// Everything the rules read.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `src/**/*.rs`
    pub rust: Vec<Source>,
    /// `style/*.css`
    pub css: Vec<Text>,
    /// `src/content/words/**/*.json`
    pub words: Vec<Text>,
    /// `public/*`, texts only
    pub public: Vec<Text>,
    /// Everything else a person wrote: tests, scripts, pages of documentation, settings.
    pub other: Vec<Text>,
    /// `Cargo.toml`
    pub manifest: String,
}

impl Tree {
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
        let mut tree = Self { manifest: read("Cargo.toml"), ..Self::default() };
        let skipped =
            |name: &str| matches!(name, "target" | "dist" | "node_modules" | ".git" | "Cargo.lock");
        let walk = walkdir::WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| !entry.file_name().to_str().is_some_and(skipped));
        for entry in walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
            let path = entry.path().strip_prefix(root).expect("below the root");
            let path = path.to_string_lossy().replace('\\', "/");
            // A picture, say; nothing here reads those.
            let Ok(text) = fs::read_to_string(entry.path()) else { continue };
            let file = Text { path, text };
            let first = file.path.split('/').next().unwrap_or_default();
            match first {
                "src" if file.has_extension("rs") => {
                    tree.rust.push(Source::parse(&file.path, &file.text));
                }
                "src" if file.path.contains("/words/") && file.has_extension("json") => {
                    tree.words.push(file);
                }
                "style" if file.has_extension("css") => tree.css.push(file),
                "public" => tree.public.push(file),
                _ => tree.other.push(file),
            }
        }
        tree
    }

    /// A tree of one Rust file, for the rules' own tests.
    #[cfg(test)]
    pub fn of_rust(path: &str, text: &str) -> Self {
        Self { rust: vec![Source::parse(path, text)], ..Self::default() }
    }

    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let rust = self.rust.iter().map(|source| &source.file);
        rust.chain(&self.css).chain(&self.words).chain(&self.public).chain(&self.other)
    }
}

/// A path as it is written, `crate::domain::ids`, with where it stands.
#[derive(Clone, Debug)]
pub struct Mention {
    pub segments: Vec<String>,
    pub line: usize,
    /// How many inline modules deep, for `super`.
    pub depth: usize,
    /// In a test module or a test function.
    pub in_test: bool,
}

/// Whether an attribute makes what it stands on part of the tests.
pub fn marks_test(attribute: &syn::Attribute) -> bool {
    if attribute.path().is_ident("test") {
        return true;
    }
    let syn::Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("cfg") && list.tokens.to_string() == "test"
}

/// Every path a file mentions: in `use`, in code, and inside macros.
pub fn mentions(source: &Source) -> Vec<Mention> {
    let mut finder = Mentions::default();
    finder.visit_file(&source.syntax);
    finder.found
}

#[derive(Default)]
struct Mentions {
    found: Vec<Mention>,
    depth: usize,
    in_test: bool,
}

impl Mentions {
    fn push(&mut self, segments: Vec<String>, line: usize) {
        let (depth, in_test) = (self.depth, self.in_test);
        self.found.push(Mention { segments, line, depth, in_test });
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: String| [before, &[name]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(path.ident.to_string()), &path.tree),
            syn::UseTree::Group(group) => {
                for item in &group.items {
                    self.tree(before, item);
                }
            }
            syn::UseTree::Name(name) => {
                self.push(with(name.ident.to_string()), name.ident.span().start().line);
            }
            syn::UseTree::Rename(rename) => {
                self.push(with(rename.ident.to_string()), rename.ident.span().start().line);
            }
            syn::UseTree::Glob(glob) => {
                self.push(with("*".to_owned()), glob.star_token.spans[0].start().line);
            }
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for (segments, line) in paths_in(tokens) {
            self.push(segments, line);
        }
    }
}

impl<'a> Visit<'a> for Mentions {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        let was = self.in_test;
        self.in_test |= item.attrs.iter().any(marks_test);
        self.tree(&[], &item.tree);
        self.in_test = was;
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        if path.segments.len() > 1 {
            let segments = path.segments.iter().map(|s| s.ident.to_string()).collect();
            self.push(segments, path.segments[0].ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, makro: &'a syn::Macro) {
        visit::visit_macro(self, makro);
        self.tokens(makro.tokens.clone());
    }

    // `#[cfg(feature = "...")]` and derives name nothing the table is about; `pub(in crate::x)` is no import.
    fn visit_attribute(&mut self, _: &'a syn::Attribute) {}
    fn visit_visibility(&mut self, _: &'a syn::Visibility) {}

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        let was = self.in_test;
        self.in_test |= item.attrs.iter().any(marks_test);
        self.depth += 1;
        visit::visit_item_mod(self, item);
        self.depth -= 1;
        self.in_test = was;
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        let was = self.in_test;
        self.in_test |= item.attrs.iter().any(marks_test);
        visit::visit_item_fn(self, item);
        self.in_test = was;
    }
}

/// Paths of two segments or more in tokens that no parser has looked at.
pub fn paths_in(tokens: TokenStream) -> Vec<(Vec<String>, usize)> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => found.extend(paths_in(group.stream())),
            TokenTree::Ident(first) => {
                let line = first.span().start().line;
                let mut segments = vec![first.to_string()];
                while is_double_colon(&tokens, at + 1) {
                    let Some(TokenTree::Ident(next)) = tokens.get(at + 3) else { break };
                    segments.push(next.to_string());
                    at += 3;
                }
                if segments.len() > 1 {
                    found.push((segments, line));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn is_double_colon(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize, spacing: Option<Spacing>| match tokens.get(at) {
        Some(TokenTree::Punct(p)) => p.as_char() == ':' && spacing.is_none_or(|s| s == p.spacing()),
        _ => false,
    };
    colon(at, Some(Spacing::Joint)) && colon(at + 1, None)
}

/// Every identifier and string literal in tokens, at any depth, with its line.
pub fn flat(tokens: TokenStream) -> Vec<(TokenTree, usize)> {
    let mut all = Vec::new();
    for token in tokens {
        let line = token.span().start().line;
        match token {
            TokenTree::Group(group) => {
                if group.delimiter() != Delimiter::None {
                    all.push((TokenTree::Group(group.clone()), line));
                }
                all.extend(flat(group.stream()));
            }
            other => all.push((other, line)),
        }
    }
    all
}

/// Every string literal of a file, with its line. Doc comments are attributes and are left out.
pub fn literals(source: &Source) -> Vec<(String, usize)> {
    struct Literals(Vec<(String, usize)>);
    impl<'a> Visit<'a> for Literals {
        fn visit_lit_str(&mut self, literal: &'a syn::LitStr) {
            self.0.push((literal.value(), literal.span().start().line));
        }
        fn visit_macro(&mut self, makro: &'a syn::Macro) {
            for (token, line) in flat(makro.tokens.clone()) {
                if let TokenTree::Literal(literal) = token
                    && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                {
                    self.0.push((text.value(), line));
                }
            }
        }
        fn visit_attribute(&mut self, _: &'a syn::Attribute) {}
    }
    let mut literals = Literals(Vec::new());
    literals.visit_file(&source.syntax);
    literals.0
}
