//! Answers that neither reads before both are in, on two devices: what is sealed, what opens, and what the
//! seals say afterwards (`trust.md` 4).

use common_ground::content;
use common_ground::domain::command::Command;
use common_ground::domain::crossing::{self, Joint, Parcel, Piece};
use common_ground::domain::person::Side;
use common_ground::domain::privacy::{Sight, Viewer};
use common_ground::domain::run::{How, Seal};
use common_ground::domain::seal;
use common_ground::share::parcel;

use crate::account;
use crate::crossing::{Device, both, exchange};
use crate::people::{FIRST, SECOND, picks};

const STEP: &str = "cb-same-way";

fn answers(device: &mut Device, option: &str) {
    device.table.answers(device.mine, STEP, picks(&[option]));
}

/// Another answer than before.
fn changes_it(device: &mut Device, option: &str) {
    device.table.reopens(device.mine, STEP);
    answers(device, option);
}

fn carries(from: &mut Device, to: &mut Device) -> String {
    let link = from.sends();
    to.opens(&link);
    link
}

/// What each of the devices says of the answer of `who`, once the seals are open.
fn unchanged(devices: &mut [Device; 2], who: Side) -> [Option<bool>; 2] {
    exchange(devices);
    devices[0].table.opens(STEP);
    exchange(devices);
    devices.each_ref().map(|d| crossing::is_unchanged(d.table.now(), &STEP.into(), who))
}

type Story = fn(&mut Device, &mut Device);

/// What happens, and whether her answer is then one that was not changed after his could be read.
const STORIES: [(&str, Story, bool); 10] = [
    (
        "both seal, then exchange",
        |maya, tom| {
            answers(maya, "mostly");
            answers(tom, "partly");
            let links = [maya.sends(), tom.sends()];
            tom.opens(&links[0]);
            maya.opens(&links[1]);
        },
        true,
    ),
    (
        "one first",
        |maya, tom| {
            answers(maya, "mostly");
            carries(maya, tom);
            answers(tom, "partly");
            carries(tom, maya);
        },
        true,
    ),
    (
        "changed before the other could be read",
        |maya, tom| {
            answers(maya, "mostly");
            carries(maya, tom);
            changes_it(maya, "same-way");
            carries(maya, tom);
            answers(tom, "partly");
        },
        true,
    ),
    (
        "the later seal first",
        |maya, tom| {
            answers(maya, "mostly");
            let first = maya.sends();
            changes_it(maya, "same-way");
            carries(maya, tom);
            tom.opens(&first);
            answers(tom, "partly");
            carries(tom, maya);
            tom.opens(&first);
        },
        true,
    ),
    (
        "skipped",
        |maya, tom| {
            maya.table.skips(FIRST, STEP);
            carries(maya, tom);
            answers(tom, "partly");
        },
        true,
    ),
    (
        "kept to herself",
        |maya, tom| {
            maya.table.writes(FIRST, STEP, picks(&["mostly"]));
            maya.table.keeps(FIRST, STEP);
            carries(maya, tom);
            answers(tom, "partly");
            carries(tom, maya);
            assert!(!maya.sends().contains("mostly"));
        },
        true,
    ),
    (
        "changed after the other could be read",
        |maya, tom| {
            answers(maya, "mostly");
            carries(maya, tom);
            answers(tom, "partly");
            carries(tom, maya);
            changes_it(maya, "same-way");
            assert!(!maya.sends().contains("mostly"));
        },
        false,
    ),
    (
        "changed while the other was under way",
        |maya, tom| {
            answers(maya, "mostly");
            carries(maya, tom);
            answers(tom, "partly");
            tom.sends();
            changes_it(maya, "same-way");
            carries(maya, tom);
        },
        false,
    ),
    (
        "taken out, sent so, and answered anew",
        |maya, tom| {
            answers(maya, "mostly");
            carries(maya, tom);
            answers(tom, "partly");
            carries(tom, maya);
            maya.table.removes(FIRST, STEP);
            carries(maya, tom);
            answers(maya, "same-way");
        },
        false,
    ),
    (
        "skipped after all",
        |maya, tom| {
            answers(maya, "mostly");
            carries(maya, tom);
            answers(tom, "partly");
            carries(tom, maya);
            maya.table.skips(FIRST, STEP);
        },
        false,
    ),
];

#[test]
fn the_seals_say_whether_an_answer_was_changed_after_the_other_could_be_read() {
    for (what, story, same) in STORIES {
        let mut devices = both("coalition");
        let [maya, tom] = &mut devices;
        story(maya, tom);
        let hers = unchanged(&mut devices, FIRST);
        // Changed while it could be read, but not here yet, is known where it could be.
        assert_eq!(hers[1], Some(same), "{what}");
        let his =
            devices.each_ref().map(|d| crossing::is_unchanged(d.table.now(), &STEP.into(), SECOND));
        assert_eq!(his, [Some(true); 2], "{what}");
    }
}

/// Nothing can be read before both have answered, and then both can.
#[test]
fn a_sealed_answer_leaves_its_device_once_the_other_is_sealed() {
    let mut devices = both("coalition");
    let [maya, tom] = &mut devices;
    answers(maya, "mostly");
    let link = carries(maya, tom);
    assert!(!link.contains("mostly"), "{link}");
    answers(tom, "partly");
    let link = carries(tom, maya);
    assert!(link.contains("partly"), "her seal is here: {link}");
    let link = carries(maya, tom);
    assert!(link.contains("mostly"), "{link}");
    for device in &devices {
        let sees = device.table.sees(Viewer::One(device.mine), device.mine.other(), STEP);
        assert!(matches!(sees, Sight::Sealed), "{sees:?}");
    }
    devices[0].table.opens(STEP);
    exchange(&mut devices);
    for device in &devices {
        let sees = device.table.sees(Viewer::One(device.mine), device.mine.other(), STEP);
        assert!(matches!(sees, Sight::Words(..)), "opened on one, it is open: {sees:?}");
    }
}

/// Links somebody made by hand get nothing out of a device that an honest one would not.
#[test]
fn a_forged_link_opens_no_seal() {
    let piece =
        |option: &str| Piece { step: STEP.into(), how: How::Wrote, words: picks(&[option]) };
    let forged = |change: fn(&mut Parcel, Piece)| {
        let [maya, mut tom] = both("coalition");
        let mut link = maya.parcel();
        link.made += chrono::Duration::minutes(1);
        change(&mut link, piece("mostly"));
        tom.opens(&parcel::write(&link));
        answers(&mut tom, "partly");
        let sent = tom.sends();
        (sent.contains("partly"), crossing::is_unchanged(tom.table.now(), &STEP.into(), FIRST))
    };
    assert_eq!(forged(|_, _| {}), (false, None), "nothing");
    assert_eq!(
        forged(|link, piece| link.own.push(piece)),
        (false, None),
        "an answer without a seal"
    );
    let opened = |link: &mut Parcel, piece: Piece| {
        let piece = Piece { how: How::Seen, words: picks(&[]), ..piece };
        link.joint.push(Joint { changed: link.made, piece, given: true });
    };
    assert_eq!(forged(opened), (false, None), "seals said to be open");
    let unknown = |link: &mut Parcel, _: Piece| {
        link.seals.push(Seal {
            step: "no-such-step".into(),
            hash: "x".into(),
            salt: String::new(),
        });
        link.seals.push(Seal {
            step: "cb-hope-today".into(),
            hash: "x".into(),
            salt: String::new(),
        });
    };
    assert_eq!(forged(unknown), (false, None), "a seal of something else");
    let wrong = |link: &mut Parcel, piece: Piece| {
        link.own.push(piece);
        link.seals.push(Seal { step: STEP.into(), hash: "x".into(), salt: "y".into() });
    };
    assert_eq!(forged(wrong), (true, Some(false)), "a seal that does not fit");
}

/// Once ours could be read, no other seal takes the place of the one that was here.
#[test]
fn a_seal_is_not_exchanged_afterwards() {
    let [mut maya, mut tom] = both("coalition");
    answers(&mut maya, "mostly");
    carries(&mut maya, &mut tom);
    answers(&mut tom, "partly");
    carries(&mut tom, &mut maya);
    let salt = [9; 16];
    let mut link = maya.parcel();
    link.made += chrono::Duration::minutes(1);
    link.own = vec![Piece { step: STEP.into(), how: How::Wrote, words: picks(&["same-way"]) }];
    let hash = seal::hash(&salt, r#"["wrote",{"picks":["same-way"]}]"#);
    link.seals = vec![Seal { step: STEP.into(), hash, salt: seal::salt_text(&salt) }];
    tom.opens(&parcel::write(&link));
    let says = |tom: &Device| crossing::is_unchanged(tom.table.now(), &STEP.into(), FIRST);
    assert_eq!(says(&tom), Some(false));
    // Not even after one in which there was none.
    let mut without = link.clone();
    without.made += chrono::Duration::minutes(1);
    (without.own, without.seals) = (Vec::new(), Vec::new());
    tom.opens(&parcel::write(&without));
    link.made += chrono::Duration::minutes(2);
    tom.opens(&parcel::write(&link));
    assert_eq!(says(&tom), Some(false));
    // Nor does an old one change anything.
    let before = account::records(&tom.table.workspace);
    tom.opens(&parcel::write(&without));
    assert_eq!(account::records(&tom.table.workspace), before);
    assert!(content::dialogue(&"coalition".into()).is_some_and(|d| d.step(&STEP.into()).is_some()));
    let run = tom.table.run;
    tom.table.does(Command::SealsOpened { run, step: STEP.into() });
    assert_eq!(says(&tom), Some(false));
}
