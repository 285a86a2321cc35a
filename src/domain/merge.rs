//! Two versions of the same record become one, and no answer is lost: what both sides changed is
//! kept twice, side by side, until the people choose.
//!
//! With a common ancestor (what this tab last read or wrote) only real collisions are kept twice;
//! without one (a file) every difference is.

use super::outcome::{Agreement, Commitment, Plan, Talk, Thread};
use super::person::Partnership;
use super::run::{Entry, Item, Run, Version, Words};
use super::session::Session;
use super::time::Stamp;
use super::workspace::Record;

/// A record of which two versions can be brought together.
///
/// Bringing together is symmetric, and doing it twice changes nothing.
pub trait Merge: Record {
    /// `mine` and `theirs` in one; `base` is what both grew from, where that is known.
    #[must_use]
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self;
}

/// Which of two the outcome is, where nothing needs keeping twice.
fn settle<'a, T: PartialEq>(base: Option<&T>, mine: &'a T, theirs: &'a T) -> Option<&'a T> {
    if mine == theirs || base == Some(theirs) {
        Some(mine)
    } else if base == Some(mine) {
        Some(theirs)
    } else {
        None
    }
}

/// The later of two versions, and the other; equal times are settled by the words themselves.
fn by_age<'a, T>(mine: &'a T, theirs: &'a T, age: impl Fn(&T) -> (Stamp, Words)) -> (&'a T, &'a T) {
    if age(mine) >= age(theirs) { (mine, theirs) } else { (theirs, mine) }
}

/// Versions to keep beside `kept`: all there were, without doubles and without `kept` itself.
fn beside(kept: &Words, versions: impl Iterator<Item = Version>) -> Vec<Version> {
    let mut all: Vec<Version> =
        versions.filter(|v| v.words != *kept && v.words.has_text()).collect();
    all.sort_by(|a, b| (a.changed, &a.words).cmp(&(b.changed, &b.words)));
    all.dedup_by(|later, earlier| later.words == earlier.words);
    all
}

fn versions(a: &[Version], b: &[Version], loser: Version) -> impl Iterator<Item = Version> {
    a.iter().chain(b).cloned().chain(std::iter::once(loser)).collect::<Vec<_>>().into_iter()
}

impl Merge for Partnership {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        let later = |r: &Self| {
            let names = r.people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("\n");
            (r.changed, Words::of_text(names))
        };
        settle(base, mine, theirs).unwrap_or_else(|| by_age(mine, theirs, later).0).clone()
    }
}

impl Merge for Session {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        let later = |r: &Self| (r.changed.max(r.ended.unwrap_or(r.changed)), Words::default());
        settle(base, mine, theirs).unwrap_or_else(|| by_age(mine, theirs, later).0).clone()
    }
}

impl Merge for Talk {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        let later = |r: &Self| (r.changed, Words::default());
        settle(base, mine, theirs).unwrap_or_else(|| by_age(mine, theirs, later).0).clone()
    }
}

impl Merge for Run {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let (later, _) = by_age(mine, theirs, |r| (r.changed, Words::default()));
        let mut merged = later.clone();
        let keys =
            |run: &Self| run.entries.iter().map(|e| (e.step.clone(), e.who)).collect::<Vec<_>>();
        let mut all = keys(mine);
        all.extend(keys(theirs).into_iter().filter(|k| mine.entry(&k.0, k.1).is_none()));
        all.sort();
        merged.entries = all
            .iter()
            .filter_map(|(step, who)| {
                let of = |run: &Self| run.entry(step, *who).cloned();
                merge_entry(base.and_then(of).as_ref(), of(mine), of(theirs))
            })
            .collect();
        merged
    }
}

fn merge_entry(base: Option<&Entry>, mine: Option<Entry>, theirs: Option<Entry>) -> Option<Entry> {
    let (mine, theirs) = match (mine, theirs) {
        (Some(mine), Some(theirs)) => (mine, theirs),
        // Only on one side: new there, or taken out on the other since both last agreed.
        (Some(one), None) | (None, Some(one)) => return (base != Some(&one)).then_some(one),
        (None, None) => return None,
    };
    if let Some(one) = settle(base, &mine, &theirs) {
        return Some(one.clone());
    }
    let (later, earlier) = by_age(&mine, &theirs, |e| (e.changed, e.words.clone()));
    let loser = Version { words: earlier.words.clone(), changed: earlier.changed };
    let also = beside(&later.words, versions(&later.also, &earlier.also, loser));
    Some(Entry { also, ..later.clone() })
}

impl Merge for Commitment {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let (later, earlier) = by_age(mine, theirs, |c| (c.changed, plan_words(&c.plan)));
        let loser = Version { words: plan_words(&earlier.plan), changed: earlier.changed };
        let also = beside(&plan_words(&later.plan), versions(&later.also, &earlier.also, loser));
        let mut history = later.history.clone();
        history.extend(earlier.history.iter().filter(|p| !later.history.contains(p)).cloned());
        history.sort_by_key(|p| p.at);
        Self { history, also, ..later.clone() }
    }
}

/// A plan's texts as words, to set two versions side by side.
fn plan_words(plan: &Plan) -> Words {
    let fields = [
        ("why", &plan.why),
        ("lighter", &plan.lighter),
        ("helps", &plan.helps),
        ("partner-helps", &plan.partner_helps),
    ];
    let items = fields
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| Item { field: Some(field.into()), text: text.clone() })
        .collect();
    Words { text: plan.what.clone(), items, ..Words::default() }
}

impl Merge for Agreement {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let sentence =
            |a: &Self| Words { text: a.text.clone(), picks: a.picks.clone(), ..Words::default() };
        let (later, earlier) = by_age(mine, theirs, |a| (a.changed, sentence(a)));
        let mut merged = later.clone();
        if sentence(later) == sentence(earlier) {
            // The same sentence: each person's latest word on it counts.
            for word in &earlier.affirmations {
                match merged.affirmations.iter_mut().find(|a| a.who == word.who) {
                    Some(there) if there.at < word.at => *there = word.clone(),
                    Some(_) => {}
                    None => merged.affirmations.push(word.clone()),
                }
            }
            merged.affirmations.sort_by_key(|a| a.who);
        }
        if merged.withdrawn_by.is_none() {
            let loser = Version { words: sentence(earlier), changed: earlier.changed };
            merged.also = beside(&sentence(later), versions(&later.also, &earlier.also, loser));
        }
        merged
    }
}

impl Merge for Thread {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let (later, earlier) =
            by_age(mine, theirs, |t| (t.changed, Words::of_text(t.text.clone())));
        let loser =
            Version { words: Words::of_text(earlier.text.clone()), changed: earlier.changed };
        let kept = Words::of_text(later.text.clone());
        Self { also: beside(&kept, versions(&later.also, &earlier.also, loser)), ..later.clone() }
    }
}
