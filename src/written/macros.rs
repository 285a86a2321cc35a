//! Writing types down by the names of their fields and variants: what a derive would do.

/// A field's name as it is written: `spoken_only` as `spoken-only`.
pub(crate) const fn dashed<const N: usize>(name: &str) -> [u8; N] {
    let mut to = [0; N];
    let mut i = 0;
    while i < N {
        to[i] = if name.as_bytes()[i] == b'_' { b'-' } else { name.as_bytes()[i] };
        i += 1;
    }
    to
}

/// How long a variant's name is as it is written.
pub(crate) const fn kebab_len(name: &str) -> usize {
    let (mut i, mut len) = (0, 0);
    while i < name.len() {
        len += if i > 0 && name.as_bytes()[i].is_ascii_uppercase() { 2 } else { 1 };
        i += 1;
    }
    len
}

/// A variant's name as it is written: `PausedUntil` as `paused-until`.
pub(crate) const fn kebab<const N: usize>(name: &str) -> [u8; N] {
    let mut to = [0; N];
    let (mut i, mut at) = (0, 0);
    while i < name.len() {
        let byte = name.as_bytes()[i];
        if i > 0 && byte.is_ascii_uppercase() {
            to[at] = b'-';
            at += 1;
        }
        to[at] = byte.to_ascii_lowercase();
        at += 1;
        i += 1;
    }
    to
}

/// The name made by one of the two functions above, as a text.
pub(crate) const fn name(bytes: &'static [u8]) -> &'static str {
    match str::from_utf8(bytes) {
        Ok(name) => name,
        Err(_) => panic!("names are ASCII"),
    }
}

/// Writes down a struct by its fields.
macro_rules! written {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::written::Written for $type {
            fn write(&self) -> $crate::written::Tree {
                let mut members = $crate::written::Members::default();
                $(members.write($crate::written::macros::field_name!($field), &self.$field);)+
                $crate::written::Tree::Named(members)
            }

            fn read(
                tree: $crate::written::Tree,
            ) -> Result<Self, $crate::written::Odd> {
                let $crate::written::Tree::Named(mut members) = tree else {
                    return Err($crate::written::Odd(stringify!($type)));
                };
                let this = Self {
                    $($field: members.read($crate::written::macros::field_name!($field))?,)+
                };
                members.end().map(|()| this)
            }

            fn blank() -> Option<Self> {
                Some(Self { $($field: $crate::written::Written::blank()?,)+ })
            }

            fn is_blank(&self) -> bool {
                true $(&& $crate::written::Written::is_blank(&self.$field))+
            }
        }
    };
}

/// Writes down an enum of bare words, the blank one first if there is one: `written_words! {
/// Remind: No | Once }`, `written_words! { Side | First | Second }`.
macro_rules! written_words {
    ($type:ident $(: $blank:ident)? $(| $word:ident)+) => {
        impl $type {
            const WORDS: &[(&str, Self)] = &[
                $(($crate::written::macros::variant_name!($blank), Self::$blank),)?
                $(($crate::written::macros::variant_name!($word), Self::$word),)+
            ];
            /// A variant that is not among them does not compile.
            const _ALL: fn(Self) = |word| match word {
                $(Self::$blank)? $(| Self::$word)+ => (),
            };
        }

        impl $crate::written::Written for $type {
            fn write(&self) -> $crate::written::Tree {
                let word = Self::WORDS.iter().find(|(_, v)| v == self).map_or("", |(w, _)| w);
                $crate::written::Tree::Text(word.to_owned())
            }

            fn read(
                tree: $crate::written::Tree,
            ) -> Result<Self, $crate::written::Odd> {
                let word = tree.text().unwrap_or_default();
                let known = Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, v)| *v);
                known.ok_or($crate::written::Odd(stringify!($type)))
            }

            $(
                fn blank() -> Option<Self> {
                    Some(Self::$blank)
                }

                fn is_blank(&self) -> bool {
                    *self == Self::$blank
                }
            )?
        }
    };
}

/// Writes down an enum some of whose variants hold something: a bare word, or the word with what
/// it holds.
macro_rules! written_kinds {
    ($type:ident { $($word:ident),+ ; $($holds:ident($held:ty)),+ $(,)? }) => {
        impl $crate::written::Written for $type {
            fn write(&self) -> $crate::written::Tree {
                use $crate::written::macros::variant_name;
                use $crate::written::{Members, Tree, Written};
                let (name, held) = match self {
                    $(Self::$word => return Tree::Text(variant_name!($word).to_owned()),)+
                    $(Self::$holds(held) => (variant_name!($holds), Written::write(held)),)+
                };
                let mut members = Members::default();
                members.push(name, held);
                Tree::Named(members)
            }

            fn read(
                tree: $crate::written::Tree,
            ) -> Result<Self, $crate::written::Odd> {
                use $crate::written::macros::variant_name;
                use $crate::written::{Odd, Tree};
                let odd = Odd(stringify!($type));
                if let Some(word) = tree.text() {
                    $(if word == variant_name!($word) {
                        return Ok(Self::$word);
                    })+
                    return Err(odd);
                }
                let Tree::Named(mut members) = tree else { return Err(odd) };
                $(if members.get(variant_name!($holds)).is_some() {
                    let held: $held = members.read(variant_name!($holds))?;
                    return members.end().map(|()| Self::$holds(held));
                })+
                Err(odd)
            }
        }
    };
}

macro_rules! field_name {
    ($field:ident) => {{
        const LEN: usize = stringify!($field).len();
        const BYTES: [u8; LEN] = $crate::written::macros::dashed(stringify!($field));
        const NAME: &str = $crate::written::macros::name(&BYTES);
        NAME
    }};
}

macro_rules! variant_name {
    ($variant:ident) => {{
        const LEN: usize = $crate::written::macros::kebab_len(stringify!($variant));
        const BYTES: [u8; LEN] = $crate::written::macros::kebab(stringify!($variant));
        const NAME: &str = $crate::written::macros::name(&BYTES);
        NAME
    }};
}

pub(crate) use {field_name, variant_name, written, written_kinds, written_words};
