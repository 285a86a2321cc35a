//! A person, as the two of them want to be called (D.1): a name, and if they like how to address them. Nothing else is
//! asked.

use common_ground::content;
use common_ground::domain::command::Command;
use common_ground::domain::crossing;
use common_ground::domain::limits;
use common_ground::domain::person::Person;
use common_ground::domain::session::Mode;
use common_ground::share::parcel;

use crate::commands::SIDES;
use crate::files::{copy, read};
use crate::people::{FIRST, SECOND, Setting, Table, USUAL};

fn addressed(table: &Table, form: &str) -> Command {
    let pair = table.workspace.partnerships.get(table.pair.uuid()).expect("the two");
    let person = Person { form: form.to_owned(), ..pair.person(SECOND).clone() };
    Command::PersonChanged { pair: table.pair, side: SECOND, person }
}

/// In words of their own, as typed; kept here and in a copy, and in no link.
#[test]
fn how_somebody_likes_to_be_addressed() {
    let mut table = Table::of("coalition", Setting { mode: Mode::Apart, ..USUAL });
    table.does(Command::OwnDevice { pair: table.pair, who: FIRST });
    for form in ["they/them", " Sie, bitte ", "هي", "", "Frau Doktor 🦉"] {
        table.does(addressed(&table, form));
        let back = read(&copy(&table.workspace));
        let person = |w: &common_ground::domain::workspace::Workspace| {
            w.partnerships.get(table.pair.uuid()).expect("the two").person(SECOND).clone()
        };
        assert_eq!(person(&back.records).form, form);
        assert_eq!(person(&table.workspace).form, form);
    }
    table.does(Command::ParcelMade { run: table.run });
    let sent = crossing::parcel(&table.workspace, table.run, content::dialogue).expect("a parcel");
    assert!(SIDES.iter().all(|side| sent.people[side.index()].form.is_empty()));
    assert!(!parcel::write(&sent).contains("Doktor"));
}

#[test]
fn its_length_has_a_limit() {
    let mut table = Table::usual("coalition");
    let long = "x".repeat(limits::NAME);
    table.does(addressed(&table, &long));
    let longer = addressed(&table, &(long + "x"));
    assert!(table.act(longer).is_err());
}
