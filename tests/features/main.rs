//! What Common Ground does, feature by feature, told from outside: nothing here knows how it is
//! done. Random tests print their seed and keep it in `regressions/`.
#![cfg(not(target_arch = "wasm32"))]

mod account;
mod arbitrary;
mod between;
mod calendar;
mod clearing;
mod clearing_keeping;
mod clearing_time;
mod commands;
mod cost;
mod crossing;
mod definitions;
mod dice;
mod example;
mod expectations;
mod faults;
mod feedback;
mod files;
mod forged;
mod free_talk;
mod frozen;
mod fuzz;
mod garbage;
mod handing_over;
mod holding;
mod json;
mod keepsakes;
mod limits;
mod links;
mod living_page;
mod lock;
mod locked;
mod maps;
mod markdown;
mod merging;
mod order;
mod outcomes;
mod own;
mod parcels;
mod people;
mod persons;
mod prep;
mod principles;
mod principles_from_c26;
mod privacy;
mod reading;
mod routes;
mod schema;
mod seals;
mod searching;
mod stories;
mod texts;
mod times;
mod trend;
mod typing;
mod walk;
mod way;
mod wording;
mod written;

use proptest::test_runner::{Config, FileFailurePersistence};

/// How the random tests run: `cases` of them, or `CG_TIMES` times as many on a long evening, with
/// every bad seed kept. A bad seed becomes a named test.
fn cases(cases: u32) -> Config {
    let regressions = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/features/regressions/seeds.txt");
    let times = std::env::var("CG_TIMES").ok().and_then(|t| t.parse().ok()).unwrap_or(1);
    Config {
        cases: cases * times,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(regressions))),
        ..Config::default()
    }
}
