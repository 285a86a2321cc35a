//! What is read back: one structure, from which the page, paper, a text and a keepsake are made.

use common_ground::domain::command::Command;
use common_ground::domain::outcome::Assent;
use common_ground::domain::person::{Author, Side};
use common_ground::domain::privacy::Viewer;
use common_ground::domain::search::Wanted;
use common_ground::reading::{self, Head, Line, Of, Told};

use crate::keepsakes::text;
use crate::people::{FIRST, SECOND, Table, picks, plan, texts};

const VIEWERS: [Viewer; 3] = [Viewer::Table, Viewer::One(FIRST), Viewer::One(SECOND)];

fn told(table: &Table, viewer: Viewer) -> Told {
    reading::told(&table.workspace, table.now(), viewer).expect("a dialogue of ours")
}

/// What a viewer reads, a line for each piece: whose it is, what is said in it, and whether it is theirs alone.
fn lines(table: &Table, viewer: Viewer) -> Vec<String> {
    let one = |piece: &reading::Piece| {
        let who = match piece.who {
            Author::First => "1",
            Author::Second => "2",
            Author::Both => "both",
        };
        let said: Vec<String> = piece
            .lines
            .iter()
            .map(|line| line.text().map_or_else(|| format!("{line:?}"), str::to_owned))
            .collect();
        let only = if piece.private { " (only theirs)" } else { "" };
        format!("{who}: {}{only}", said.join(", "))
    };
    told(table, viewer).pieces.iter().map(one).collect()
}

/// Two who wrote, kept, skipped and chose.
fn two() -> Table {
    let mut table = Table::usual("coalition");
    table.answers(FIRST, "cb-know-why", texts("for myself"));
    table.answers(FIRST, "cb-hope-today", texts("a common cause"));
    table.skips(SECOND, "cb-hope-today");
    table.plans(FIRST, "cb-first-step", plan("ring on Friday"));
    table.words_it("cb-declare", "we tell each other early");
    table
}

#[test]
fn each_reads_what_they_may() {
    let table = two();
    for viewer in VIEWERS {
        let all = lines(&table, viewer);
        let own = all.iter().any(|line| line == "1: for myself (only theirs)");
        assert_eq!(own, viewer.is(FIRST.into()), "{viewer:?}: {all:?}");
        assert!(all.contains(&"1: a common cause".to_owned()), "{all:?}");
        let passed = all.iter().any(|line| line == "2: ChoseNotToSay");
        assert!(passed, "{viewer:?}: {all:?}");
        assert!(all.contains(&"1: ring on Friday".to_owned()), "{all:?}");
    }
}

/// Nothing without words is told to those who only read.
#[test]
fn what_has_no_words_is_known_by_it() {
    let table = two();
    for piece in told(&table, Viewer::Table).pieces {
        let is_passed = piece.lines.contains(&Line::ChoseNotToSay);
        assert_eq!(piece.has_words(), !is_passed, "{piece:?}");
        assert_eq!(matches!(piece.of, Of::Answer(_, None)), is_passed, "{piece:?}");
    }
    let text = text(&table.workspace, table.pair, Viewer::Table);
    assert!(!text.contains("Chose not to say"), "{text}");
}

/// Whether a viewer finds words, as they stand or without their marks.
fn finds(table: &Table, viewer: Viewer, words: &str) -> bool {
    let wanted = Wanted::new(words).expect("words");
    told(table, viewer).pieces.iter().any(|piece| piece.has(&wanted))
}

/// Words are found by those who may read them, and by nobody once they are removed (C2).
#[test]
fn words_are_found_by_those_who_may_read_them() {
    let mut table = two();
    table.answers(SECOND, "cb-soon-and-later", texts("Für Hương, später"));
    for (words, who) in [
        ("COMMON CAUSE", [true; 3]),
        ("for myself", [false, true, false]),
        ("fur huong", [true; 3]),
        ("Hương", [true; 3]),
        ("ring on", [true; 3]),
        ("tell each other", [true; 3]),
        ("nothing of the kind", [false; 3]),
    ] {
        assert_eq!(VIEWERS.map(|viewer| finds(&table, viewer, words)), who, "{words}");
    }
    table.removes(SECOND, "cb-soon-and-later");
    table.removes(FIRST, "cb-hope-today");
    for words in ["huong", "common cause"] {
        assert_eq!(VIEWERS.map(|viewer| finds(&table, viewer, words)), [false; 3], "{words}");
    }
}

/// Of what ended before both wanted it, only its opener reads what they wrote there.
#[test]
fn what_was_not_wanted_is_its_openers() {
    let mut table = Table::usual("clearing");
    table.answers(FIRST, "ca-how", picks(&["write-first"]));
    table.close();
    for viewer in VIEWERS {
        let told = told(&table, viewer);
        assert!(told.not_today);
        assert_eq!(told.pieces.is_empty(), !viewer.is(FIRST.into()), "{told:?}");
    }
}

/// The file as it reads, from the first line to the last.
#[test]
fn a_text_reads_well() {
    let table = two();
    let file = text(&table.workspace, table.pair, Viewer::One(Side::First));
    for part in [
        "# \u{2068}Maya\u{2069} and \u{2068}Tom\u{2069}\n\nWhat is in it.\n",
        "+01:00\n\n### ",
        "> a common cause\n",
        "Only \u{2068}Maya\u{2069} sees this.\n\n> for myself\n",
        "> ring on Friday\n",
    ] {
        assert!(file.contains(part), "{part:?} in\n{file}");
    }
    assert!(matches!(told(&table, Viewer::Table).pieces[0].head, Head::Question(_)));
}

/// A sentence stands under what it is about; until both said yes to it, what one of them proposes is called so.
#[test]
fn a_sentence_says_what_it_is_about() {
    let mut table = Table::usual("expectations");
    table.words_it("ex-slow-sign", "Bakery.");
    for who in [FIRST, SECOND] {
        table.answers_sentence(who, "ex-slow-sign", Assent::Yes);
    }
    let agreement = table.sentence_id("ex-slow-sign");
    table.does(Command::ChangeProposed { agreement, by: SECOND, text: "Harbour.".to_owned() });
    let check = |table: &Table, words: &str, head: Head| {
        let all = told(table, Viewer::Table).pieces;
        let is_it = |piece: &&reading::Piece| piece.lines.contains(&Line::Words(words.to_owned()));
        let piece = all.iter().find(is_it).expect("both see it");
        assert_eq!(piece.head, head, "{words}");
        assert_eq!(piece.lines[0], Line::Label("A sign to slow down".to_owned()), "{words}");
    };
    check(&table, "Bakery.", Head::Ours("agree.plate"));
    check(&table, "Harbour.", Head::Of("way.proposes", SECOND));
    let file = text(&table.workspace, table.pair, Viewer::Table);
    assert!(
        file.contains("\u{2068}Tom\u{2069} proposes\n\nA sign to slow down\n\n> Harbour.\n"),
        "{file}"
    );
    let all = &table.workspace.agreements;
    let proposal = all.iter().find(|a| a.replaces == Some(agreement)).expect("it").id;
    table.does(Command::Affirmed { agreement: proposal, who: FIRST, state: Assent::Yes });
    check(&table, "Harbour.", Head::Ours("agree.plate"));
}

/// Questions in a row to which nobody wrote are read as one; a written word between them stands for itself.
#[test]
fn what_nobody_wrote_is_read_together() {
    let mut table = Table::usual("coalition");
    let (wrote, passed) = ("cb-hope-today", ["cb-bigger-picture", "cb-soon-and-later"]);
    for who in [FIRST, SECOND] {
        table.answers(who, wrote, texts("a common cause"));
        for step in passed {
            table.skips(who, step);
        }
    }
    let pieces = told(&table, Viewer::Table).pieces;
    let groups: Vec<usize> = reading::in_groups(&pieces).map(<[_]>::len).collect();
    assert_eq!(groups, [1, 1, 4]);
}
