//! No words in the code of the interface: everything it says comes from a pack.
//!
//! Three nets. One takes each `view!` apart with the parser Leptos itself uses, and looks at every child and at the
//! attributes people read or hear. One does the same for the functions of `ui::dom` (`.with("Next")`,
//! `.attr("title", "Next")`). The wide one looks at every string literal of the interface and asks whether it sounds
//! like a sentence, which catches a text handed to a function (`button("Next", ...)`).

use proc_macro2::TokenStream;
use rstml::node::{KVAttributeValue, KeyedAttributeValue, Node, NodeAttribute, NodeBlock};
use syn::visit::{self, Visit};

use super::sources::{Fault, Source, Tree, marks_test};

/// Where nothing is said in the code.
const FOLDERS: &[&str] = &["src/ui/", "src/app/"];
/// Attributes that are read or heard.
const HEARD: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "label",
    "placeholder",
    "title",
];
/// Calls whose argument becomes what is shown.
const PASSES_ON: &[&str] = &[
    "and_then",
    "map",
    "map_or",
    "map_or_else",
    "or",
    "or_else",
    "then",
    "then_some",
    "unwrap_or",
    "unwrap_or_else",
];
/// Functions and methods of `ui::dom` that put something on the page, and which argument of theirs it is.
const SHOWS: &[(&str, usize)] = &[("with", 0), ("live_text", 0), ("again", 0), ("live", 1)];
/// Those that set an attribute: its name, then its value.
const SETS: &[&str] = &["attr", "live", "live_prop", "prop"];
/// Calls on a literal that leave it a text.
const STAYS_TEXT: &[&str] = &["into", "into_any", "into_view", "to_owned", "to_string"];
/// Calls and macros that speak to us and not to the person.
const FOR_US: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "error",
    "expect",
    "log",
    "panic",
    "todo",
    "unimplemented",
    "unreachable",
    "warn",
];

pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in &tree.rust {
        if FOLDERS.iter().any(|folder| source.is_under(folder)) {
            let mut finder = Finder { source, faults: &mut faults };
            finder.visit_file(&source.syntax);
        }
    }
    faults
}

fn speaks(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// A literal with two words, or a word with a capital, that is neither classes nor numbers and path letters.
fn sounds_like_a_sentence(text: &str) -> bool {
    // A media query.
    if text.starts_with('(') && text.ends_with(')') {
        return false;
    }
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| !word.starts_with("cg-")).collect();
    let is_word = |word: &&str| {
        let letters = word.trim_matches(|c: char| c.is_ascii_punctuation() || "…“”‘’".contains(c));
        letters.chars().count() > 1
            && letters.chars().all(|c| c.is_alphabetic() || c == '’' || c == '\'')
    };
    let capital = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().count() > 1
            && word.chars().skip(1).all(char::is_lowercase)
    };
    let two_together = words.windows(2).any(|pair| pair.iter().all(is_word));
    two_together || words.first().is_some_and(|word| words.len() == 1 && capital(word))
}

struct Finder<'s, 'f> {
    source: &'s Source,
    faults: &'f mut Vec<Fault>,
}

impl Finder<'_, '_> {
    fn fault(&mut self, line: usize, what: &str, text: &str) {
        self.faults.push(Fault::new(&self.source.file.path, line, format!("{what}: {text:?}")));
    }

    fn literal(&mut self, literal: &syn::LitStr, what: &str) {
        if speaks(&literal.value()) {
            self.fault(literal.span().start().line, what, &literal.value());
        }
    }

    fn view(&mut self, tokens: TokenStream) {
        let config = rstml::ParserConfig::default().recover_block(true);
        let (nodes, _) = rstml::Parser::new(config).parse_recoverable(tokens).split_vec();
        for node in &nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.literal(&text.value, "text in a view"),
            Node::RawText(text) => {
                let text = text.to_string_best();
                if speaks(&text) {
                    self.fault(1, "text in a view", text.trim());
                }
            }
            Node::Block(NodeBlock::ValidBlock(block)) => {
                for statement in &block.stmts {
                    self.visit_stmt(statement);
                }
                self.shown_block(block, "text in a view");
            }
            Node::Fragment(fragment) => {
                for child in &fragment.children {
                    self.node(child);
                }
            }
            Node::Element(element) => {
                for attribute in element.attributes() {
                    self.attribute(attribute);
                }
                for child in &element.children {
                    self.node(child);
                }
            }
            _ => {}
        }
    }

    fn attribute(&mut self, attribute: &NodeAttribute) {
        let attribute = match attribute {
            NodeAttribute::Attribute(attribute) => attribute,
            NodeAttribute::Block(NodeBlock::ValidBlock(block)) => {
                self.visit_block(block);
                return;
            }
            NodeAttribute::Block(_) => return,
        };
        let name = attribute.key.to_string();
        let name = name.trim_start_matches("attr:").trim_start_matches("prop:");
        let KeyedAttributeValue::Value(value) = &attribute.possible_value else { return };
        let KVAttributeValue::Expr(value) = &value.value else { return };
        if HEARD.contains(&name) {
            self.shown(value, &format!("text in `{name}`"));
        }
        // What is nested in it: a closure that holds another view, or a sentence.
        if !matches!(value, syn::Expr::Lit(_)) {
            self.visit_expr(value);
        }
    }

    fn shown_block(&mut self, block: &syn::Block, what: &str) {
        if let Some(syn::Stmt::Expr(last, None)) = block.stmts.last() {
            self.shown(last, what);
        }
        if let Some(syn::Stmt::Macro(last)) = block.stmts.last() {
            self.shown_macro(&last.mac, what);
        }
    }

    /// Literals in the places of an expression that become what is shown.
    fn shown(&mut self, expression: &syn::Expr, what: &str) {
        use syn::Expr;
        match expression {
            Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(literal), .. }) => {
                self.literal(literal, what);
            }
            Expr::Tuple(inner) => inner.elems.iter().for_each(|part| self.shown(part, what)),
            Expr::Array(inner) => inner.elems.iter().for_each(|part| self.shown(part, what)),
            Expr::Paren(inner) => self.shown(&inner.expr, what),
            Expr::Group(inner) => self.shown(&inner.expr, what),
            Expr::Reference(inner) => self.shown(&inner.expr, what),
            Expr::Block(inner) => self.shown_block(&inner.block, what),
            Expr::Closure(inner) => self.shown(&inner.body, what),
            Expr::If(inner) => {
                self.shown_block(&inner.then_branch, what);
                if let Some((_, other)) = &inner.else_branch {
                    self.shown(other, what);
                }
            }
            Expr::Match(inner) => {
                for arm in &inner.arms {
                    self.shown(&arm.body, what);
                }
            }
            Expr::Call(call) => {
                let name = match &*call.func {
                    Expr::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
                    _ => None,
                };
                if name.is_some_and(|name| name == "Some" || name == "from") {
                    for argument in &call.args {
                        self.shown(argument, what);
                    }
                }
            }
            Expr::MethodCall(call) => {
                let name = call.method.to_string();
                if STAYS_TEXT.contains(&name.as_str()) {
                    self.shown(&call.receiver, what);
                }
                if PASSES_ON.contains(&name.as_str()) {
                    for argument in &call.args {
                        self.shown(argument, what);
                    }
                }
            }
            Expr::Macro(inner) => self.shown_macro(&inner.mac, what),
            _ => {}
        }
    }

    /// The arguments of a call that end up where somebody reads or hears them.
    fn put_on_page(
        &mut self,
        name: &str,
        arguments: &syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>,
    ) {
        let literal = match arguments.first() {
            Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. })) => {
                Some(text.value())
            }
            _ => None,
        };
        if let Some(attribute) = literal.filter(|_| SETS.contains(&name) && arguments.len() == 2) {
            if HEARD.contains(&attribute.as_str()) {
                self.shown(&arguments[1], &format!("text in `{attribute}`"));
            }
            return;
        }
        let shown = SHOWS
            .iter()
            .filter(|(shows, _)| *shows == name)
            .filter_map(|(_, at)| arguments.get(*at));
        for argument in shown {
            self.shown(argument, "text on the page");
        }
    }

    fn shown_macro(&mut self, makro: &syn::Macro, what: &str) {
        let named = makro.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        if matches!(named.as_str(), "format" | "concat")
            && let Some(proc_macro2::TokenTree::Literal(first)) =
                makro.tokens.clone().into_iter().next()
            && let Ok(literal) = syn::parse_str::<syn::LitStr>(&first.to_string())
        {
            let text = without_slots(&literal.value());
            if speaks(&text) {
                self.fault(first.span().start().line, what, &literal.value());
            }
        }
    }
}

/// `"{name} and {}"` without what stands in braces.
fn without_slots(format: &str) -> String {
    let mut depth = 0_usize;
    let mut text = String::new();
    for letter in format.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => text.push(letter),
            _ => {}
        }
    }
    text
}

impl<'a> Visit<'a> for Finder<'_, '_> {
    fn visit_macro(&mut self, makro: &'a syn::Macro) {
        let name = makro.path.segments.last().map(|s| s.ident.to_string()).unwrap_or_default();
        if name == "view" {
            self.view(makro.tokens.clone());
        } else if !FOR_US.contains(&name.as_str()) {
            for (token, line) in super::sources::flat(makro.tokens.clone()) {
                if let proc_macro2::TokenTree::Literal(literal) = token
                    && let Ok(literal) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                    && sounds_like_a_sentence(&without_slots(&literal.value()))
                {
                    self.fault(line, "sounds like a text", &literal.value());
                }
            }
        }
    }

    fn visit_lit_str(&mut self, literal: &'a syn::LitStr) {
        if sounds_like_a_sentence(&literal.value()) {
            self.fault(literal.span().start().line, "sounds like a text", &literal.value());
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let name = call.method.to_string();
        if FOR_US.contains(&name.as_str()) {
            self.visit_expr(&call.receiver);
            return;
        }
        self.put_on_page(&name, &call.args);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        if let syn::Expr::Path(path) = &*call.func
            && let Some(last) = path.path.segments.last()
        {
            self.put_on_page(&last.ident.to_string(), &call.args);
        }
        visit::visit_expr_call(self, call);
    }

    // `event.key() == "Enter"` compares, and shows nothing.
    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        for side in [&*binary.left, &*binary.right] {
            if !matches!(side, syn::Expr::Lit(_)) {
                self.visit_expr(side);
            }
        }
    }

    fn visit_pat(&mut self, pattern: &'a syn::Pat) {
        if !matches!(pattern, syn::Pat::Lit(_)) {
            visit::visit_pat(self, pattern);
        }
    }

    fn visit_attribute(&mut self, _: &'a syn::Attribute) {}

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !item.attrs.iter().any(marks_test) {
            visit::visit_item_mod(self, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str) -> Vec<String> {
        let text = format!("//! A.\nfn f() {{ {body} }}");
        let tree = Tree::of_rust("src/ui/parts/field.rs", &text);
        let mut found: Vec<String> = faults(&tree).into_iter().map(|fault| fault.what).collect();
        found.dedup();
        found
    }

    #[test]
    fn a_text_in_a_view_is_caught_wherever_it_hides() {
        for bad in [
            r#"view! { <p>"next"</p> }"#,
            r#"view! { <p>{"next"}</p> }"#,
            r"view! { <p>next</p> }",
            r#"view! { <p>{move || "next"}</p> }"#,
            r#"view! { <p>{if a { "next" } else { t("x") }}</p> }"#,
            r#"view! { <p>{match a { A => "next", B => t("x") }}</p> }"#,
            r#"view! { <p>{a.then(|| "next")}</p> }"#,
            r#"view! { <p>{a.unwrap_or("next")}</p> }"#,
            r#"view! { <p>{"next".to_string()}</p> }"#,
            r#"view! { <p>{format!("{a} next")}</p> }"#,
            r#"view! { <p>{a.then(|| view! { <b>"next"</b> })}</p> }"#,
            r#"view! { <A b=move || view! { <b>"next"</b> } /> }"#,
            r#"view! { <button aria-label="next"></button> }"#,
            r#"view! { <button title=move || "next"></button> }"#,
            r#"view! { <><img alt={"next"} /></> }"#,
            r#"button(Look::Main, "Next", act)"#,
            r#"button(Look::Main, "go on", act)"#,
            r#"let words = format!("{a} and {b} go on");"#,
            r#"el("p", "cg-hint").with("next")"#,
            r#"el("p", "cg-hint").with((icon("next"), "next"))"#,
            r#"el("p", "cg-hint").with(a.then(|| "next"))"#,
            r#"el("p", "cg-hint").attr("title", "next")"#,
            r#"el("p", "cg-hint").live("aria-label", move || if a { "next" } else { t("x") })"#,
            r#"live(move || a.get(), |a| if *a { "next" } else { t("x") })"#,
            r#"again(move || "next")"#,
        ] {
            assert_eq!(check(bad).len(), 1, "{bad}: {:?}", check(bad));
        }
    }

    #[test]
    fn what_nobody_reads_is_not() {
        for good in [
            r#"view! { <p class="cg-hint cg-hint--quiet" id="prompt">{t("act.next")}</p> }"#,
            r#"view! { <p class=if a { "cg-a" } else { "cg-b" }>{words}</p> }"#,
            r#"view! { <p>" · "</p> }"#,
            r#"view! { <button type="button" aria-pressed="true" aria-label=t("act.next")>{icon("next")}</button> }"#,
            r#"view! { <svg viewBox="0 0 24 24"><path d="M4 12h16 l4 4" /></svg> }"#,
            r#"let x = y.expect("The list is never empty"); assert!(x, "it is so");"#,
            r#"let class = format!("cg-badge {} {size}", ink(side));"#,
            r#"button("cg-button cg-button--plain", Some("back"), t("act.back"))"#,
            r#"el("p", "cg-hint").attr("type", "button").attr("title", t("x")).with((icon("next"), t("x")))"#,
            r#"live(move || kind.get() == "wide", |wide| el("p", if *wide { "cg-a" } else { "cg-b" }))"#,
            r#"media("(pointer: coarse)")"#,
            r#"if event.key() == "Enter" || matches!(x, y) { match key { "Escape" => 1, _ => 2 }; }"#,
        ] {
            assert_eq!(check(good), Vec::<String>::new(), "{good}");
        }
    }

    #[test]
    fn elsewhere_texts_are_texts() {
        let tree = Tree::of_rust("src/domain/run.rs", "//! A.\nconst A: &str = \"Go on and on\";");
        assert_eq!(faults(&tree), Vec::new());
    }
}
