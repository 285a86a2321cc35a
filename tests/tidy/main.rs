//! What cannot be seen by the compiler and must hold all the same. Reads the sources, lists every fault.
//!
//! | rule | in |
//! |---|---|
//! | who may use whom, and which crates (the table of `ARCHITECTURE.md`) | `imports` |
//! | no clock and no chance in the domain, no storage in the interface, visibility decided in one place | `absences` |
//! | every file says at its top what it is for; no `.unwrap()`; no file too long; no path of somebody's machine | `files` |
//! | no words in the code of the interface | `texts` |
//! | every class in the sources has a style, every style is used | `styles` |
//! | every key has words, and all words are used | `words` |
//! | every principle of the method has a test of its name | `principles` |
//! | one policy, said the same in every place that says it | `policy` |
//!
//! Each rule takes sources and gives faults, so that its own test can feed it a bad sample and see it caught.

#![cfg(not(target_arch = "wasm32"))]

mod absences;
mod files;
mod imports;
mod policy;
mod principles;
mod sources;
mod styles;
mod texts;
mod words;

use sources::{Fault, Tree};

#[test]
fn the_sources_are_tidy() {
    let tree = Tree::read();
    let mut faults: Vec<Fault> = [
        imports::faults(&tree),
        absences::faults(&tree),
        files::faults(&tree),
        texts::faults(&tree),
        styles::faults(&tree),
        words::faults(&tree),
        policy::faults(&tree),
        principles::faults(&tree),
    ]
    .into_iter()
    .flatten()
    .collect();
    faults.sort();
    faults.dedup();
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), lines.join("\n"));
}
