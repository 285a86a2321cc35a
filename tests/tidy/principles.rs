//! Every principle of the method (C1 to C43) is told by a test that carries its number: `c06_nothing_is_required`. What no
//! machine can judge of them has a line in `ARCHITECTURE.md` besides.

use regex::Regex;

use super::sources::{Fault, Text, Tree};

const PRINCIPLES: u32 = 43;

pub fn faults(tree: &Tree) -> Vec<Fault> {
    let tests = tree.texts().filter(|f| f.path.starts_with("tests/") && f.has_extension("rs"));
    check(tests.filter(|f| !f.path.starts_with("tests/tidy/")))
}

fn check<'a>(tests: impl Iterator<Item = &'a Text>) -> Vec<Fault> {
    let name = Regex::new(r"\bfn ((?:c\d{2}_)+)").expect("a fixed pattern");
    let numbers = |names: &str| {
        let all = names.split('_').filter_map(|part| part.strip_prefix('c')?.parse::<u32>().ok());
        all.collect::<Vec<_>>()
    };
    let told: Vec<u32> = tests
        .flat_map(|file| name.captures_iter(&file.text).map(|found| numbers(&found[1])))
        .flatten()
        .collect();
    let missing = (1..=PRINCIPLES).filter(|n| !told.contains(n));
    missing.map(|n| Fault::new("tests", 1, format!("no test is named after C{n}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_principle_without_a_test_is_found() {
        let file = |text: &str| Text { path: "tests/some.rs".to_owned(), text: text.to_owned() };
        let all: Vec<String> =
            (1..=PRINCIPLES).map(|n| format!("fn c{n:02}_is_so() {{}}")).collect();
        let all = all.join("\n");
        let faults = |text: &str| check([file(text)].iter());
        assert_eq!(faults(&all), Vec::new());
        let without = all.replace("c07_", "x07_");
        let [fault] = &faults(&without)[..] else { panic!("one is missing") };
        assert!(fault.what.ends_with("C7"), "{fault}");
        let two = without.replace("c19_is", "c19_c07_is");
        assert_eq!(faults(&two), Vec::new());
    }
}
