//! A dialogue of one's own as the text inside a link: what it asks, and nothing else (`docs/links.md`).

use crate::domain::own::Definition;
use crate::written::{Members, Odd, Tree, Written, json};

/// The text of a definition: what is left out of it is not in it.
#[must_use]
pub fn write(definition: &Definition) -> String {
    let mut all = Members::default();
    all.push("o", definition.asked().write());
    json::write(&Tree::Named(all))
}

/// Reads such a text. Whether it can be held is said by `content::own`. None where it is something else.
///
/// # Errors
/// It is a definition with a part that nobody knows, or over a limit.
pub fn read(text: &str) -> Option<Result<Definition, Odd>> {
    let Ok(Tree::Named(mut all)) = json::read(text) else { return None };
    if all.iter().count() != 1 || all.get("o").is_none() {
        return None;
    }
    let own = all.read::<Definition>("o");
    Some(own.and_then(|own| if own.check().is_ok() { Ok(own) } else { Err(Odd("limit")) }))
}
