//! How things are written down: as trees of named values, which `json` turns into text and back.
//!
//! One rule for all: a name is the field's or the variant's own in `kebab-case`; what is blank is
//! left out, and what is left out is blank; a name nobody knows, or the same one twice, is refused.
//! serde does the same and more, and came to a third of all the code a page may have
//! (`ARCHITECTURE.md`, Sizes); these traits have one small function for each type.

pub mod json;
pub(crate) mod macros;
mod named;

use std::borrow::Cow;

pub(crate) use macros::{written, written_kinds, written_words};
pub use named::Named;

/// A value as it is written down.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Nothing,
    Switch(bool),
    Number(i64),
    /// A number we have no use for, as it stands there: a fraction, or one that is too large.
    OtherNumber(String),
    Text(String),
    List(Vec<Tree>),
    Named(Members),
}

impl Tree {
    /// The member called `name`, of something that has members.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Named(members) => members.get(name),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What stands in the list, if it is one.
    #[must_use]
    pub fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }
}

/// Values by name, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members(Vec<(Cow<'static, str>, Tree)>);

impl Members {
    /// The one called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Tree> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, tree)| tree)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.0.iter().map(|(name, tree)| (name.as_ref(), tree))
    }

    /// Adds one behind the others.
    pub fn push(&mut self, name: impl Into<Cow<'static, str>>, tree: Tree) {
        self.0.push((name.into(), tree));
    }

    /// Adds a value, unless it is blank.
    pub fn write(&mut self, name: &'static str, value: &impl Written) {
        if !value.is_blank() {
            self.push(name, value.write());
        }
    }

    /// Takes a value out; blank if it is not there.
    ///
    /// # Errors
    /// It is not there and cannot be blank, or it is something else.
    pub fn read<T: Written>(&mut self, name: &'static str) -> Result<T, Odd> {
        let place = self.0.iter().position(|(n, _)| n == name);
        let value = match place {
            Some(i) => T::read(self.0.remove(i).1).ok(),
            None => T::blank(),
        };
        value.ok_or(Odd(name))
    }

    /// Says that all that may be there was taken out.
    ///
    /// # Errors
    /// Something is left: a name nobody knows, or one that was there twice.
    pub fn end(self) -> Result<(), Odd> {
        if self.0.is_empty() { Ok(()) } else { Err(Odd("a name nobody knows")) }
    }
}

/// Something is not what it should be: says at which name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odd(pub &'static str);

/// What can be written down and read again.
pub trait Written: Sized {
    /// Writes it down.
    fn write(&self) -> Tree;

    /// Reads what was written.
    ///
    /// # Errors
    /// It is not this.
    fn read(tree: Tree) -> Result<Self, Odd>;

    /// What it is where nothing is written; none for what must be there.
    fn blank() -> Option<Self> {
        None
    }

    /// Whether it is left out.
    fn is_blank(&self) -> bool {
        false
    }
}

impl Written for String {
    fn write(&self) -> Tree {
        Tree::Text(self.clone())
    }

    fn read(tree: Tree) -> Result<Self, Odd> {
        match tree {
            Tree::Text(text) => Ok(text),
            _ => Err(Odd("text")),
        }
    }

    fn blank() -> Option<Self> {
        Some(Self::new())
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Written for bool {
    fn write(&self) -> Tree {
        Tree::Switch(*self)
    }

    fn read(tree: Tree) -> Result<Self, Odd> {
        match tree {
            Tree::Switch(on) => Ok(on),
            _ => Err(Odd("switch")),
        }
    }

    fn blank() -> Option<Self> {
        Some(false)
    }

    fn is_blank(&self) -> bool {
        !self
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Written for $number {
            fn write(&self) -> Tree {
                Tree::Number((*self).into())
            }

            fn read(tree: Tree) -> Result<Self, Odd> {
                match tree {
                    Tree::Number(n) => n.try_into().map_err(|_| Odd("number")),
                    _ => Err(Odd("number")),
                }
            }

            fn blank() -> Option<Self> {
                Some(0)
            }

            fn is_blank(&self) -> bool {
                *self == 0
            }
        }
    )+};
}

numbers!(u8, u16, u32);

impl<T: Written> Written for Option<T> {
    fn write(&self) -> Tree {
        self.as_ref().map_or(Tree::Nothing, T::write)
    }

    fn read(tree: Tree) -> Result<Self, Odd> {
        match tree {
            Tree::Nothing => Ok(None),
            tree => T::read(tree).map(Some),
        }
    }

    fn blank() -> Option<Self> {
        Some(None)
    }

    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T: Written> Written for Vec<T> {
    fn write(&self) -> Tree {
        Tree::List(self.iter().map(T::write).collect())
    }

    fn read(tree: Tree) -> Result<Self, Odd> {
        match tree {
            Tree::List(list) => list.into_iter().map(T::read).collect(),
            _ => Err(Odd("list")),
        }
    }

    fn blank() -> Option<Self> {
        Some(Self::new())
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Written> Written for [T; 2] {
    fn write(&self) -> Tree {
        Tree::List(self.iter().map(T::write).collect())
    }

    fn read(tree: Tree) -> Result<Self, Odd> {
        Vec::read(tree)?.try_into().map_err(|_| Odd("two"))
    }
}
