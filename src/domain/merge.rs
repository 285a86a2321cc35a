//! Two versions of the same record become one, and no answer is lost: what both sides changed is
//! kept twice, side by side, until the people choose.
//!
//! With a common ancestor (what this tab last read or wrote) only real collisions are kept twice;
//! without one (a file) every difference is.

use super::ids::StepId;
use super::map::{MOVES, Map, Note, Prospect, Situation};
use super::order::{put_by, put_in_order};
use super::outcome::{Affirmation, Agreement, Commitment, Past, Plan, Talk, Thread};
use super::own::{Definition, Edition, OwnDialogue};
use super::person::{Author, Erased, Partnership, Side};
use super::run::{Crossing, Entry, How, Item, Run, Shared, Version, Visibility, Words};
use super::session::Session;
use super::time::day_text;
use super::workspace::Record;

/// A record of which two versions can be brought together.
///
/// Bringing together is symmetric, and doing it twice changes nothing.
pub trait Merge: Record {
    /// `mine` and `theirs` in one; `base` is what both grew from, where that is known.
    #[must_use]
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self;

    /// The record with what it holds twice brought together, as only a file from elsewhere can.
    #[must_use]
    fn tidied(self) -> Self {
        self
    }
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

/// The later of two versions, and the other. `age` begins with the time; equal times are settled by
/// what follows, which must be all that the later one decides.
fn by_age<'a, T, A: Ord>(mine: &'a T, theirs: &'a T, age: impl Fn(&'a T) -> A) -> (&'a T, &'a T) {
    if age(mine) >= age(theirs) { (mine, theirs) } else { (theirs, mine) }
}

/// Brings two versions of a record together part by part: what only one side touched is as that
/// side has it, what both touched is as the later one has it.
struct Parts<'a, T> {
    base: Option<&'a T>,
    later: &'a T,
    earlier: &'a T,
}

impl<'a, T> Parts<'a, T> {
    fn of<A: Ord>(
        base: Option<&'a T>,
        mine: &'a T,
        theirs: &'a T,
        age: impl Fn(&'a T) -> A,
    ) -> Self {
        let (later, earlier) = by_age(mine, theirs, age);
        Self { base, later, earlier }
    }

    fn one<P: PartialEq + Clone>(&self, part: impl Fn(&T) -> &P) -> P {
        let (later, earlier) = (part(self.later), part(self.earlier));
        settle(self.base.map(&part), later, earlier).unwrap_or(later).clone()
    }
}

/// Versions to keep beside `kept`: all there were, without doubles and without `kept` itself.
fn beside(kept: &Words, versions: impl Iterator<Item = Version>) -> Vec<Version> {
    let mut once: Vec<Version> = Vec::new();
    for version in versions.filter(|v| v.words != *kept && !v.words.is_empty()) {
        match once.iter_mut().find(|v| v.words == version.words) {
            Some(same) => same.changed = same.changed.min(version.changed),
            None => once.push(version),
        }
    }
    let mut all = Vec::new();
    for version in once {
        put_in_order(&mut all, version, |a, b| (a.changed, &a.words).cmp(&(b.changed, &b.words)));
    }
    all
}

fn versions(a: &[Version], b: &[Version], loser: Version) -> impl Iterator<Item = Version> {
    a.iter().chain(b).cloned().chain(std::iter::once(loser)).collect::<Vec<_>>().into_iter()
}

impl Merge for Partnership {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let parts = Parts::of(base, mine, theirs, |p| (p.changed, p));
        Self {
            people: [parts.one(|p| &p.people[0]), parts.one(|p| &p.people[1])],
            kind: parts.one(|p| &p.kind),
            status: parts.one(|p| &p.status),
            pick_up: parts.one(|p| &p.pick_up),
            later: parts.one(|p| &p.later),
            declined: parts.one(|p| &p.declined),
            mine: parts.one(|p| &p.mine),
            erased: all_erased([&parts.later.erased, &parts.earlier.erased]),
            ..parts.later.clone()
        }
    }
}

/// What was erased on either side: each run once, with the most that is known of it.
fn all_erased(sides: [&[Erased]; 2]) -> Vec<Erased> {
    let mut all = sides.concat();
    all.sort();
    all.reverse();
    all.dedup_by_key(|erased| erased.run);
    all.reverse();
    all
}

impl Merge for Session {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let parts = Parts::of(base, mine, theirs, |s| (s.changed, s));
        Self {
            ended: parts.one(|s| &s.ended),
            mode: parts.one(|s| &s.mode),
            way: parts.one(|s| &s.way),
            spoken_only: parts.one(|s| &s.spoken_only),
            opener: parts.one(|s| &s.opener),
            ..parts.later.clone()
        }
    }
}

impl Merge for Talk {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        settle(base, mine, theirs).unwrap_or(by_age(mine, theirs, |t| (t.changed, t)).0).clone()
    }
}

impl Merge for Run {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let parts = Parts::of(base, mine, theirs, |r| {
            let what = (r.session, &r.dialogue, r.about, r.content, r.round, &r.own);
            (
                r.changed,
                &r.state,
                r.turn_minutes,
                (r.first, &r.asked),
                &r.at,
                r.began,
                what,
                &r.turns,
            )
        });
        let mut merged = Self {
            state: parts.one(|r| &r.state),
            turn_minutes: parts.one(|r| &r.turn_minutes),
            first: parts.one(|r| &r.first),
            turns: parts.one(|r| &r.turns),
            at: parts.one(|r| &r.at),
            asked: parts.one(|r| &r.asked),
            crossed: latest_crossings(mine, theirs),
            shared: all_shared(mine, theirs),
            entries: Vec::new(),
            ..parts.later.clone()
        };
        let former = base.map(answers).unwrap_or_default();
        // Both in the order of their keys, so that the first of either is next.
        let [mut ours, mut others] = [mine, theirs].map(|run| answers(run).into_iter().peekable());
        while let Some(next) = ours.peek().into_iter().chain(others.peek()).map(key).min() {
            let (step, who) = (next.0.clone(), next.1);
            let next = (&step, who);
            let [mut mine, mut theirs] =
                [&mut ours, &mut others].map(|answers| answers.next_if(|e| key(e) == next));
            if merged.is_closed() {
                forget_alike(&mut mine, &mut theirs);
            }
            let former = find(&former, next).map(|place| &former[place]);
            merged.entries.extend(merge_entry(former, mine, theirs));
        }
        if merged.is_closed() {
            merged.turns.clear();
            let said = |e: &&mut Entry| e.how == How::SaidIt || e.visibility == Visibility::Spoken;
            for entry in merged.entries.iter_mut().filter(said) {
                entry.forget_taps();
                entry.also = beside(&entry.words, std::mem::take(&mut entry.also).into_iter());
            }
        }
        merged
    }

    fn tidied(self) -> Self {
        let all = answers(&self);
        let mut tidy = self;
        if all.len() != tidy.entries.len() {
            tidy.entries = all;
        }
        for shared in std::mem::take(&mut tidy.shared) {
            tidy.note_shared(shared.id, shared.gone);
        }
        tidy
    }
}

/// What was tapped and forgotten at the close does not come back from a copy that still knows it.
fn forget_alike(mine: &mut Option<Entry>, theirs: &mut Option<Entry>) {
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return };
    let bare = mine.words.without_taps();
    let forgotten = mine.words == bare || theirs.words == bare;
    if forgotten && theirs.words.without_taps() == bare {
        mine.words.clone_from(&bare);
        theirs.words = bare;
    }
}

/// For each of the two, what crossed last.
fn latest_crossings(mine: &Run, theirs: &Run) -> Vec<Crossing> {
    let latest = |who| mine.crossed.iter().chain(&theirs.crossed).filter(|c| c.who == who).max();
    Side::BOTH.into_iter().filter_map(latest).cloned().collect()
}

/// Whatever crossed; what was taken away on one side stays so.
fn all_shared(mine: &Run, theirs: &Run) -> Vec<Shared> {
    let mut all = mine.clone();
    theirs.shared.iter().for_each(|s| all.note_shared(s.id, s.gone));
    all.shared
}

type AnswerKey<'a> = (&'a StepId, Author);

fn key(entry: &Entry) -> AnswerKey<'_> {
    (&entry.step, entry.who)
}

/// Where the answer with this key stands, among answers in the order of their keys.
fn find(answers: &[Entry], wanted: AnswerKey) -> Option<usize> {
    answers.binary_search_by(|entry| key(entry).cmp(&wanted)).ok()
}

/// The answers of a run, one for each step and person, in the order of their keys.
fn answers(run: &Run) -> Vec<Entry> {
    let mut all = Vec::new();
    for entry in &run.entries {
        let other = find(&all, key(entry)).map(|place| all.remove(place));
        if let Some(entry) = merge_entry(None, other, Some(entry.clone())) {
            put_in_order(&mut all, entry, |a, b| key(a).cmp(&key(b)));
        }
    }
    all
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
    let (later, earlier) =
        by_age(&mine, &theirs, |e| (e.changed, e.how, e.given, e.released, &e.words));
    let loser = Version { words: earlier.words.clone(), changed: earlier.changed };
    let also = beside(&later.words, versions(&later.also, &earlier.also, loser));
    // Kept by its writer on one side, it stays kept.
    let either = |v: &Visibility| [later, earlier].iter().any(|e| e.visibility == *v);
    let visibility = [Visibility::Private, Visibility::Spoken].into_iter().find(either);
    let visibility = visibility.unwrap_or(Visibility::Shared);
    Some(Entry { visibility, also, ..later.clone() })
}

impl Merge for Commitment {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let parts = Parts::of(base, mine, theirs, |c| {
            (c.changed, &c.plan, c.standing, c.open, c.chosen, (c.owner, c.run, &c.step))
        });
        let (later, earlier) = (parts.later, parts.earlier);
        let plan = parts.one(|c| &c.plan);
        let lost = |c: &&Self| c.plan != plan && base.is_none_or(|b| b.plan != c.plan);
        let losers = [later, earlier].into_iter().filter(lost);
        let losers = losers.map(|c| Version { words: plan_words(&c.plan), changed: c.changed });
        let there = later.also.iter().chain(&earlier.also).cloned();
        let mut history: Vec<Past> = Vec::new();
        for past in later.history.iter().chain(&earlier.history) {
            if !history.contains(past) {
                put_by(&mut history, past.clone(), |p| (p.at, p.standing));
            }
        }
        Self {
            also: beside(&plan_words(&plan), there.chain(losers)),
            standing: parts.one(|c| &c.standing),
            open: parts.one(|c| &c.open),
            // Kept by its owner on one side, it stays kept.
            kept: later.kept || earlier.kept,
            history,
            plan,
            ..later.clone()
        }
    }
}

/// A plan as words, to set two versions side by side.
fn plan_words(plan: &Plan) -> Words {
    let items = fields([
        ("why", plan.why.clone()),
        ("lighter", plan.lighter.clone()),
        ("helps", plan.helps.clone()),
        ("partner-helps", plan.partner_helps.clone()),
        ("by", plan.by.map(day_text).unwrap_or_default()),
    ]);
    Words { text: plan.what.clone(), items, ..Words::default() }
}

impl Merge for Agreement {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        if let Some(gone) = withdrawn_unknown_to_other(mine, theirs) {
            return Self { also: Vec::new(), ..gone.clone() };
        }
        let sentence =
            |a: &Self| Words { text: a.text.clone(), picks: a.picks.clone(), ..Words::default() };
        let (later, earlier) = by_age(mine, theirs, |a| {
            let what = (a.about, a.asked_by, a.replaces, a.replaced_by, a.run, &a.step);
            (a.changed, &a.text, &a.picks, a.withdrawn_by, a.made, what)
        });
        let mut merged = later.clone();
        // What was agreed on in its place stays agreed, whichever of the two knows of it.
        let known = settle(base.map(|b| &b.replaced_by), &later.replaced_by, &earlier.replaced_by);
        merged.replaced_by = known.copied().unwrap_or(later.replaced_by.or(earlier.replaced_by));
        if sentence(later) == sentence(earlier) && later.withdrawn_by == earlier.withdrawn_by {
            // The same sentence: each person's latest word on it counts.
            let mut said: Vec<Affirmation> = Vec::new();
            for word in later.affirmations.iter().chain(&earlier.affirmations) {
                match said.iter_mut().find(|a| a.who == word.who) {
                    Some(there) if (there.at, there.state) < (word.at, word.state) => {
                        *there = word.clone();
                    }
                    Some(_) => {}
                    None => put_by(&mut said, word.clone(), |a| a.who),
                }
            }
            merged.affirmations = said;
        }
        if merged.withdrawn_by.is_some() {
            // With the wording, any other wording is gone.
            merged.also.clear();
        } else {
            let loser = Version { words: sentence(earlier), changed: earlier.changed };
            merged.also = beside(&sentence(later), versions(&later.also, &earlier.also, loser));
        }
        merged
    }
}

/// The version that one has withdrawn, where the other version does not know of it: there still
/// stands the yes that was taken back. Whatever was done there later was done to the same words.
fn withdrawn_unknown_to_other<'a>(
    mine: &'a Agreement,
    theirs: &'a Agreement,
) -> Option<&'a Agreement> {
    [(mine, theirs), (theirs, mine)].into_iter().find_map(|(gone, other)| {
        let who = gone.withdrawn_by?;
        let stands = |a: &Affirmation| a.who == who && a.at <= gone.changed;
        let unknown = other.withdrawn_by.is_none() && other.affirmations.iter().any(stands);
        unknown.then_some(gone)
    })
}

impl Merge for Thread {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let parts =
            Parts::of(base, mine, theirs, |t| (t.changed, &t.text, t.state, (t.run, &t.step)));
        let (later, earlier) = (parts.later, parts.earlier);
        let loser =
            Version { words: Words::of_text(earlier.text.clone()), changed: earlier.changed };
        let kept = Words::of_text(later.text.clone());
        let also = beside(&kept, versions(&later.also, &earlier.also, loser));
        Self { also, state: parts.one(|t| &t.state), ..later.clone() }
    }
}

impl Merge for OwnDialogue {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let (later, earlier) =
            by_age(mine, theirs, |o| (o.changed, &o.definition, o.pair, o.made, &o.also));
        let (definition, changed) = (earlier.definition.clone(), earlier.changed);
        let lost = std::iter::once(Edition { definition, changed });
        let all = later.also.iter().chain(&earlier.also).cloned().chain(lost);
        Self { also: editions_beside(&later.definition, all), ..later.clone() }
    }

    fn tidied(self) -> Self {
        let also = editions_beside(&self.definition, self.also.iter().cloned());
        Self { also, ..self }
    }
}

/// Other states of a dialogue of one's own: each once, the oldest first, without the one that is kept.
fn editions_beside(kept: &Definition, all: impl Iterator<Item = Edition>) -> Vec<Edition> {
    let mut once: Vec<Edition> = Vec::new();
    for edition in all.filter(|e| e.definition != *kept) {
        match once.iter_mut().find(|e| e.definition == edition.definition) {
            Some(same) => same.changed = same.changed.min(edition.changed),
            None => once.push(edition),
        }
    }
    let mut in_order = Vec::new();
    for edition in once {
        put_in_order(&mut in_order, edition, |a, b| {
            (a.changed, &a.definition).cmp(&(b.changed, &b.definition))
        });
    }
    in_order
}

impl Merge for Map {
    fn merge(base: Option<&Self>, mine: &Self, theirs: &Self) -> Self {
        if let Some(one) = settle(base, mine, theirs) {
            return one.clone();
        }
        let parts = Parts::of(base, mine, theirs, |m| {
            let talks: Vec<_> = m.talks.iter().map(|t| t.id).collect();
            let situations: Vec<_> = m.situations.iter().map(|s| s.id).collect();
            (m.changed, m.own_order, m.taken, talks, situations, m.made)
        });
        let (later, earlier) = (parts.later, parts.earlier);
        Self {
            situations: merge_lines(
                base.map(|b| b.situations.as_slice()),
                [&later.situations, &earlier.situations],
                |s| s.id,
                merge_situation,
            ),
            talks: merge_lines(
                base.map(|b| b.talks.as_slice()),
                [&later.talks, &earlier.talks],
                |t| t.id,
                merge_prospect,
            ),
            taken: parts.one(|m| &m.taken),
            // An order of one's own, once given, stays.
            own_order: later.own_order || earlier.own_order,
            ..later.clone()
        }
    }

    fn tidied(self) -> Self {
        let situations = merge_lines(None, [&self.situations, &[]], |s| s.id, merge_situation);
        let talks = merge_lines(None, [&self.talks, &[]], |t| t.id, merge_prospect);
        Self { situations, talks, ..self }
    }
}

/// Lines of two lists, each once: in the order of the first, and those that only the second has after them.
fn merge_lines<T: Clone + PartialEq, I: PartialEq>(
    base: Option<&[T]>,
    [first, second]: [&[T]; 2],
    id: impl Fn(&T) -> I,
    merge: impl Fn(Option<&T>, &T, &T) -> T,
) -> Vec<T> {
    let former = |line: &T| base?.iter().find(|b| id(b) == id(line));
    let mut merged: Vec<T> = Vec::new();
    for line in first.iter().chain(second) {
        match merged.iter_mut().find(|m| id(m) == id(line)) {
            Some(same) => *same = merge(former(line), same, line),
            None => merged.push(line.clone()),
        }
    }
    let both = |line: &T| [first, second].iter().all(|list| list.iter().any(|l| id(l) == id(line)));
    // Only on one side, and as both last had it: taken out on the other since.
    merged.retain(|line| both(line) || former(line) != Some(line));
    merged
}

fn merge_situation(base: Option<&Situation>, mine: &Situation, theirs: &Situation) -> Situation {
    if let Some(one) = settle(base, mine, theirs) {
        return one.clone();
    }
    let (later, earlier) = by_age(mine, theirs, |s| (s.changed, &s.text, &s.result));
    let words = |s: &Situation| Words {
        items: fields([("result", s.result.clone())]),
        ..Words::of_text(s.text.clone())
    };
    let loser = Version { words: words(earlier), changed: earlier.changed };
    let also = beside(&words(later), versions(&later.also, &earlier.also, loser));
    Situation { also, ..later.clone() }
}

fn merge_prospect(base: Option<&Prospect>, mine: &Prospect, theirs: &Prospect) -> Prospect {
    if let Some(one) = settle(base, mine, theirs) {
        return one.clone();
    }
    // What a copy leaves out is no change of it.
    let [mine, theirs] = match base {
        Some(_) => [mine.clone(), theirs.clone()],
        None => [with_moves_of(mine, theirs), with_moves_of(theirs, mine)],
    };
    let (later, earlier) = by_age(&mine, &theirs, |t| (t.changed, &t.note));
    let loser = Version { words: note_words(&earlier.note), changed: earlier.changed };
    let also = beside(&note_words(&later.note), versions(&later.also, &earlier.also, loser));
    Prospect { also, ..later.clone() }
}

fn with_moves_of(talk: &Prospect, other: &Prospect) -> Prospect {
    let mut talk = talk.clone();
    if talk.note.moves.is_empty() && !talk.note.moves_in_copies {
        talk.note.moves.clone_from(&other.note.moves);
    }
    talk
}

/// What is noted of a talk as words, to set two versions side by side: what was written out.
fn note_words(note: &Note) -> Words {
    let first = plan_words(&note.first);
    let mut items = fields([
        ("person", note.person.clone()),
        ("reason", note.reason.clone()),
        ("weight", note.weight.own.clone()),
        ("time", note.time.own.clone()),
        ("date", note.date.map(day_text).unwrap_or_default()),
        ("waiting", note.waiting.clone()),
        ("sign", note.sign.clone()),
        ("guide", note.guide.own.clone()),
        (MOVES, note.moves.clone()),
        ("first", first.text),
        ("nudge", note.nudge.own.clone()),
    ]);
    items.extend(first.items);
    let picks = note.choices().into_iter().filter_map(|c| c.pick.clone()).collect();
    Words { items, picks, ..Words::of_text(note.purpose.clone()) }
}

/// Named fields of those that say something.
fn fields<const N: usize>(named: [(&str, String); N]) -> Vec<Item> {
    named
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| Item { field: Some(field.into()), text })
        .collect()
}
