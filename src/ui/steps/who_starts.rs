//! Who tells their story first, and how long a turn is (`ca-who-starts`). The pair decides; a coin may.

use leptos::prelude::*;

use super::choose::legend_question;
use super::{Leaf, Page, continue_button, length};
use crate::domain::command::Command;
use crate::domain::dialogue::{Kind, Who};
use crate::domain::ids::OptionId;
use crate::domain::person::Side;
use crate::domain::run::{How, Words};
use crate::ui::dom::{View, el, live};
use crate::ui::parts::actions;
use crate::ui::parts::button::{Look, button};
use crate::ui::parts::choice::row;
use crate::ui::parts::kept::keeping_alert;
use crate::ui::parts::people::badge;
use crate::ui::parts::prompt::refused;
use crate::ui::words::{said, t};

const ASKER: &str = "asker";
const OTHER: &str = "other";
const COIN: &str = "coin";
/// The lengths of a turn that are proposed here, in minutes.
const LENGTHS: std::ops::RangeInclusive<u8> = 2..=5;

pub fn page(leaf: &Page) -> View {
    // How often the coin was flipped: the same result is told again.
    let flips = RwSignal::new(0_u32);
    let (one, coin) = (leaf.clone(), leaf.clone());
    let mut rows: Vec<View> = Side::BOTH
        .map(|side| {
            let sign = badge(&one.couple, side, "cg-badge--small");
            let name = el("bdi", "").with(one.couple.name(side));
            let choosing = one.clone();
            let words = el("span", "cg-pick__person").with(sign).with(name);
            let option = option_of(leaf, side);
            who(&one, option, words, move || {
                mark(&choosing, option);
                choose(&choosing, Some(side));
            })
        })
        .into();
    rows.push(who(leaf, COIN, leaf.words.option(&COIN.into()), move || flip(&coin, flips)));
    let fixed = leaf.peek(|run| {
        let stories = leaf.dialogue.steps().filter(|s| s.who == Who::FirstSpeaker);
        let mut turns = stories.filter(|s| s.kind == Kind::Turns);
        turns.any(|story| run.turns.iter().any(|t| t.step == story.id))
    });
    let below = (who_is_first(leaf, flips), length::field(leaf, LENGTHS, fixed));
    let skip = leaf.clone();
    let back = leaf.clone();
    let skip = actions::skip(move || skip.give(How::Skipped));
    let main = continue_button(leaf, |leaf| leaf.give(How::SaidIt));
    let bar = actions::bar(actions::back(move || back.back()), vec![skip, main]);
    (keeping_alert(leaf.state), legend_question(leaf, rows), below, refused(leaf.state), bar).into()
}

fn who(
    leaf: &Page,
    option: &'static str,
    words: impl Into<View>,
    act: impl Fn() + 'static,
) -> View {
    let (watched, marked) = (leaf.clone(), OptionId::from(option));
    row("starts", false, move || watched.words(|w| w.picked(&marked)), words, act)
}

fn option_of(leaf: &Leaf, side: Side) -> &'static str {
    if side == leaf.opener { ASKER } else { OTHER }
}

/// Who tells first, as it stands: chosen, by the coin, or because nobody chose.
fn first(leaf: &Leaf) -> Option<Side> {
    leaf.held(|held| Some(held.first_speaker()))
}

fn mark(leaf: &Leaf, option: &str) {
    leaf.write(Words { picks: vec![option.into()], ..Words::default() });
}

fn choose(leaf: &Leaf, who: Option<Side>) {
    leaf.act(Command::StarterChosen { run: leaf.run, who });
}

/// Who is first, said on the page whenever that changes or the coin was flipped.
fn who_is_first(leaf: &Page, flips: RwSignal<u32>) -> View {
    let (watched, shown) = (leaf.clone(), leaf.clone());
    let standing = move || {
        let picked = |w: &Words| w.picks.first().map(|p| *p == *COIN);
        (flips.get(), watched.read(|run| run.first), watched.words(picked))
    };
    let line = live(standing, move |(_, _, by_coin)| {
        let side = first(&shown)?;
        let slots = shown.couple.slots_of(side);
        let key = match by_coin {
            None => return Some(el("p", "cg-hint").with(said("starts.default", &slots))),
            Some(false) => "starts.chosen",
            Some(true) => "starts.coin",
        };
        let sign = badge(&shown.couple, side, "cg-badge--mid");
        Some(el("p", "cg-starts__who").with(sign).with(said(key, &slots)))
    });
    let (watched, again) = (leaf.clone(), leaf.clone());
    let by_coin = move || watched.words(|w| w.picked(&COIN.into()));
    let flip_again = live(by_coin, move |by_coin| {
        let again = again.clone();
        by_coin.then(|| button(Look::Small, t("starts.flip-again"), move || flip(&again, flips)))
    });
    let status = el("div", "").attr("role", "status").with(line);
    el("div", "cg-starts").with(status).with(flip_again).into()
}

fn flip(leaf: &Leaf, flips: RwSignal<u32>) {
    mark(leaf, COIN);
    choose(leaf, None);
    flips.update(|n| *n += 1);
}
