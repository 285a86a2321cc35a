//! A bounded run of what `make fuzz` does without end: the kept corpus, and each of it with a few bytes changed.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::{any, proptest};
use proptest::sample::Index;

use crate::cases;

#[path = "../fuzz/judge.rs"]
pub mod judge;

fn corpus(of: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(of);
    let entries = folder.read_dir().expect("the corpus is kept");
    let mut seeds: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    seeds.sort();
    seeds.into_iter().map(|seed| std::fs::read(seed).expect("a file")).collect()
}

#[test]
fn the_kept_corpus_does_no_harm() {
    for (of, judge) in [("link", judge::link as fn(&[u8])), ("file", judge::file)] {
        let seeds = corpus(of);
        assert!(seeds.len() > 9, "{of}");
        for seed in seeds {
            judge(&seed);
        }
    }
}

type Change = (Index, u8, u8);

fn changed(seeds: &[Vec<u8>], which: Index, changes: &[Change]) -> Vec<u8> {
    let mut bytes = which.get(seeds).clone();
    for (at, how, byte) in changes {
        let at = at.index(bytes.len() + 1);
        match how {
            0 => bytes.insert(at, *byte),
            1 => bytes.truncate(at),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            _ if at < bytes.len() => bytes[at] = *byte,
            _ => bytes.extend_from_within(at.saturating_sub(9)..),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_mangled_link_of_the_corpus_does_no_harm(which in any::<Index>(), changes in vec((any::<Index>(), 0..6_u8, any::<u8>()), 1..6)) {
        judge::link(&changed(&corpus("link"), which, &changes));
    }

    #[test]
    fn a_mangled_file_of_the_corpus_does_no_harm(which in any::<Index>(), changes in vec((any::<Index>(), 0..6_u8, any::<u8>()), 1..6)) {
        judge::file(&changed(&corpus("file"), which, &changes));
    }
}
