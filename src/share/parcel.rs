//! A parcel as the compact JSON inside a link (`docs/links.md`): one letter for each part, places
//! instead of names, seconds instead of dates; what is blank at the end of a row is left out.

use chrono::DateTime;

use crate::codec::record::{self, Bounded};
use crate::domain::crossing::{self, Gone, Joint, Parcel, Piece, partnership_of};
use crate::domain::ids::{DialogueId, FieldId, OptionId, PairId, RunId, SessionId, StepId};
use crate::domain::limits::{self, is_in_years, is_name};
use crate::domain::order::put_once;
use crate::domain::own::Definition;
use crate::domain::person::{KindOfPair, Person, Side};
use crate::domain::run::{Asked, How, Item, Reply, Seal, Words};
use crate::domain::time::Stamp;
use crate::written::{Members, Odd, Tree, Written, json};

/// The compact text of a parcel.
#[must_use]
pub fn write(parcel: &Parcel) -> String {
    let mut all = Members::default();
    all.push("m", seconds(parcel.made));
    let mut part = |name: &'static str, tree: Tree| {
        if !is_blank(&tree) {
            all.push(name, tree);
        }
    };
    part("f", side(Some(parcel.from)));
    let [first, second] = parcel.people.each_ref().map(person);
    part("p", row([parcel.pair.write(), first, second, kind(&parcel.kind)]));
    let spoken = Tree::Number(parcel.spoken_only.into());
    let started = seconds(parcel.started);
    part("s", row([parcel.session.write(), started, side(Some(parcel.opener)), spoken]));
    part(
        "r",
        row([
            parcel.run.write(),
            parcel.dialogue.write(),
            parcel.content.write(),
            parcel.round.write(),
            seconds(parcel.began),
            parcel.turn_minutes.write(),
            side(parcel.first),
        ]),
    );
    part("o", parcel.definition.as_ref().map_or(Tree::Nothing, Written::write));
    part("q", parcel.asked.as_ref().map_or(Tree::Nothing, asked));
    part("e", list(&parcel.own, |p| Tree::List(piece(p))));
    part(
        "b",
        list(&parcel.joint, |j| {
            let taken_back = Tree::Number((!j.given).into());
            row([seconds(j.changed), taken_back].into_iter().chain(piece(&j.piece)))
        }),
    );
    part("k", list(&parcel.seals, |s| row([s.step.write(), s.hash.write(), s.salt.write()])));
    part("c", parcel.commitments.write());
    part("a", parcel.agreements.write());
    part("t", parcel.threads.write());
    part("n", parcel.talks.write());
    part("g", list(&parcel.gone, |g| row([g.run.write(), g.steps.write(), g.records.write()])));
    json::write(&Tree::Named(all))
}

/// Reads such a text.
///
/// # Errors
/// It is no parcel, or something in it is over a limit; then at which letter, as far as that is known.
pub fn read(text: &str) -> Result<Parcel, Odd> {
    if text.len() > limits::UNPACKED {
        return Err(Odd("limit"));
    }
    let tree = json::read(text).map_err(|_| Odd("JSON"))?;
    let Tree::Named(mut all) = tree else { return Err(Odd("parcel")) };
    let mut part = |name: &'static str| all.read::<Any>(name).map(|Any(tree)| tree);
    let from = side_of(&part("f")?)?.ok_or(Odd("f"))?;
    let made = match part("m")? {
        Tree::Nothing => return Err(Odd("m")),
        tree => stamp(&tree)?,
    };
    let (pair, people, kind) = in_row(part("p")?, |p| {
        Ok((p.take::<PairId>()?, [person_of(p.next())?, person_of(p.next())?], kind_of(p.next())?))
    })?;
    let (session, started, opener, spoken_only) = in_row(part("s")?, |s| {
        let (session, started) = (s.take::<SessionId>()?, stamp(&s.next())?);
        Ok((session, started, side_of(&s.next())?.ok_or(Odd("s"))?, s.switch()?))
    })?;
    let own = all_of(part("e")?, |tree| in_row(tree, piece_of))?;
    let joint = |row: &mut Row| {
        let (changed, given) = (stamp(&row.next())?, !row.switch()?);
        Ok(Joint { changed, given, piece: piece_of(row)? })
    };
    let seal = |row: &mut Row| Ok(Seal { step: row.take()?, hash: row.take()?, salt: row.take()? });
    let gone =
        |row: &mut Row| Ok(Gone { run: row.take()?, steps: row.take()?, records: row.take()? });
    let parcel = in_row(part("r")?, |r| {
        Ok(Parcel {
            from,
            made,
            pair,
            people,
            kind,
            session,
            started,
            opener,
            spoken_only,
            run: r.take::<RunId>()?,
            dialogue: r.take::<DialogueId>()?,
            content: r.take::<u32>()?,
            round: r.take::<u32>()?,
            began: stamp(&r.next())?,
            turn_minutes: r.take::<u8>()?,
            first: side_of(&r.next())?,
            definition: definition_of(part("o")?)?,
            asked: asked_of(part("q")?)?,
            own,
            joint: all_of(part("b")?, |tree| in_row(tree, joint))?,
            seals: all_of(part("k")?, |tree| in_row(tree, seal))?,
            commitments: taken(part("c")?)?,
            agreements: taken(part("a")?)?,
            threads: taken(part("t")?)?,
            talks: taken(part("n")?)?,
            gone: all_of(part("g")?, |tree| in_row(tree, gone))?,
        })
    })?;
    all.end()?;
    if !is_in_bounds(&parcel) {
        return Err(Odd("limit"));
    }
    if parcel.definition.as_ref().is_some_and(|own| own.id() != parcel.dialogue) {
        return Err(Odd("o"));
    }
    if !is_of_one_piece(&parcel) {
        return Err(Odd("twice"));
    }
    Ok(parcel)
}

/// The definition of a dialogue of one's own.
fn definition_of(tree: Tree) -> Result<Option<Definition>, Odd> {
    let definition = Option::<Definition>::read(tree)?;
    match &definition {
        Some(own) if own.check().is_err() => Err(Odd("limit")),
        _ => Ok(definition),
    }
}

/// Any value as it stands there.
struct Any(Tree);

impl Written for Any {
    fn write(&self) -> Tree {
        self.0.clone()
    }

    fn read(tree: Tree) -> Result<Self, Odd> {
        Ok(Self(tree))
    }

    fn blank() -> Option<Self> {
        Some(Self(Tree::Nothing))
    }
}

fn is_blank(tree: &Tree) -> bool {
    match tree {
        Tree::Nothing | Tree::Number(0) => true,
        Tree::Text(text) => text.is_empty(),
        Tree::List(list) => list.is_empty(),
        _ => false,
    }
}

/// A list without the blanks at its end.
fn row(parts: impl IntoIterator<Item = Tree>) -> Tree {
    let mut row: Vec<Tree> = parts.into_iter().collect();
    while row.last().is_some_and(is_blank) {
        row.pop();
    }
    Tree::List(row)
}

fn list<T>(all: &[T], write: impl Fn(&T) -> Tree) -> Tree {
    Tree::List(all.iter().map(write).collect())
}

/// Reads a row from its beginning; what is not there is blank, and nothing may be left.
struct Row(std::vec::IntoIter<Tree>);

impl Row {
    fn of(tree: Tree) -> Result<Self, Odd> {
        match tree {
            Tree::List(list) => Ok(Self(list.into_iter())),
            Tree::Nothing => Ok(Self(Vec::new().into_iter())),
            _ => Err(Odd("row")),
        }
    }

    /// A place that is 1 or not there.
    fn switch(&mut self) -> Result<bool, Odd> {
        match self.next() {
            Tree::Nothing | Tree::Number(0) => Ok(false),
            Tree::Number(1) => Ok(true),
            _ => Err(Odd("switch")),
        }
    }

    fn next(&mut self) -> Tree {
        self.0.next().unwrap_or(Tree::Nothing)
    }

    fn take<T: Written>(&mut self) -> Result<T, Odd> {
        match self.next() {
            Tree::Nothing => T::blank().ok_or(Odd("row")),
            tree => T::read(tree),
        }
    }
}

/// Reads a row to its end.
fn in_row<T>(tree: Tree, read: impl FnOnce(&mut Row) -> Result<T, Odd>) -> Result<T, Odd> {
    let mut row = Row::of(tree)?;
    let read = read(&mut row)?;
    if row.0.next().is_none() { Ok(read) } else { Err(Odd("row")) }
}

fn all_of<T>(tree: Tree, read: impl Fn(Tree) -> Result<T, Odd>) -> Result<Vec<T>, Odd> {
    match tree {
        Tree::List(list) => list.into_iter().map(read).collect(),
        Tree::Nothing => Ok(Vec::new()),
        _ => Err(Odd("list")),
    }
}

/// Records as a file holds them, each within its limits.
fn taken<T: Bounded>(tree: Tree) -> Result<Vec<T>, Odd> {
    let all: Vec<T> = all_of(tree, T::read)?;
    if all.iter().all(T::is_in_bounds) { Ok(all) } else { Err(Odd("limit")) }
}

fn seconds(at: Stamp) -> Tree {
    Tree::Number(at.timestamp())
}

fn stamp(tree: &Tree) -> Result<Stamp, Odd> {
    let seconds = match tree {
        Tree::Nothing => 0,
        Tree::Number(n) => *n,
        _ => return Err(Odd("moment")),
    };
    DateTime::from_timestamp(seconds, 0).map(|at| at.fixed_offset()).ok_or(Odd("moment"))
}

fn side(side: Option<Side>) -> Tree {
    Tree::Number(match side {
        None => 0,
        Some(Side::First) => 1,
        Some(Side::Second) => 2,
    })
}

fn side_of(tree: &Tree) -> Result<Option<Side>, Odd> {
    match tree {
        Tree::Nothing | Tree::Number(0) => Ok(None),
        Tree::Number(1) => Ok(Some(Side::First)),
        Tree::Number(2) => Ok(Some(Side::Second)),
        _ => Err(Odd("side")),
    }
}

fn person(person: &Person) -> Tree {
    row([person.name.write(), person.language.write(), person.zone.write()])
}

fn person_of(tree: Tree) -> Result<Person, Odd> {
    in_row(tree, |row| {
        let (name, language, zone) = (row.take()?, row.take()?, row.take()?);
        Ok(Person { name, language, zone, ..Person::default() })
    })
}

fn kind(kind: &KindOfPair) -> Tree {
    if *kind == KindOfPair::Unsaid { Tree::Nothing } else { kind.write() }
}

fn kind_of(tree: Tree) -> Result<KindOfPair, Odd> {
    if tree == Tree::Nothing { Ok(KindOfPair::Unsaid) } else { KindOfPair::read(tree) }
}

const REPLIES: [Reply; 3] = [Reply::Yes, Reply::NotToday, Reply::No];
const HOWS: [How; 4] = [How::Wrote, How::SaidIt, How::Skipped, How::Seen];

/// The place of something in its list, counted from 1; 0 for nothing.
fn place<T: PartialEq>(all: &[T], one: Option<&T>) -> Tree {
    let place = one.and_then(|one| all.iter().position(|a| a == one));
    Tree::Number(place.map_or(0, |p| i64::try_from(p + 1).unwrap_or(0)))
}

fn at_place<T: Copy>(all: &[T], tree: &Tree) -> Result<Option<T>, Odd> {
    match tree {
        Tree::Nothing | Tree::Number(0) => Ok(None),
        Tree::Number(n) => {
            let place = usize::try_from(*n).ok().and_then(|n| all.get(n.checked_sub(1)?));
            place.copied().map(Some).ok_or(Odd("place"))
        }
        _ => Err(Odd("place")),
    }
}

fn asked(asked: &Asked) -> Tree {
    row([
        side(Some(asked.by)),
        seconds(asked.at),
        asked.questions.write(),
        asked.own.write(),
        asked.greeting.write(),
        place(&REPLIES, asked.reply.as_ref()),
    ])
}

fn asked_of(tree: Tree) -> Result<Option<Asked>, Odd> {
    if tree == Tree::Nothing {
        return Ok(None);
    }
    in_row(tree, |row| {
        Ok(Some(Asked {
            by: side_of(&row.next())?.ok_or(Odd("q"))?,
            at: stamp(&row.next())?,
            questions: row.take()?,
            own: row.take()?,
            greeting: row.take()?,
            reply: at_place(&REPLIES, &row.next())?,
        }))
    })
}

fn piece(piece: &Piece) -> Vec<Tree> {
    let words = &piece.words;
    let item = |i: &Item| row([i.text.write(), i.field.write()]);
    let parts = [
        piece.step.write(),
        // Most are written.
        place(&HOWS, Some(&piece.how).filter(|how| **how != How::Wrote)),
        words.text.write(),
        words.number.unwrap_or(0).write(),
        words.picks.write(),
        words.own.write(),
        list(&words.items, item),
    ];
    match row(parts) {
        Tree::List(list) => list,
        _ => Vec::new(),
    }
}

fn piece_of(row: &mut Row) -> Result<Piece, Odd> {
    let step = row.take::<StepId>()?;
    let how = at_place(&HOWS, &row.next())?.unwrap_or(How::Wrote);
    let text = row.take()?;
    let number = Some(row.take::<u8>()?).filter(|n| *n > 0);
    let picks = row.take::<Vec<OptionId>>()?;
    let own = row.take()?;
    let item = |row: &mut Row| {
        let (text, field) = (row.take()?, row.take::<Option<FieldId>>()?);
        Ok(Item { text, field: field.filter(|f| !f.as_str().is_empty()) })
    };
    let items = all_of(row.next(), |tree| in_row(tree, item))?;
    let words = Words { text, items, picks, own, number };
    // What is said holds no text.
    if how == How::SaidIt && words.has_text() {
        return Err(Odd("how"));
    }
    Ok(Piece { step, how, words })
}

fn is_in_bounds(parcel: &Parcel) -> bool {
    let step = |step: &StepId| is_name(step.as_str()) && !step.as_str().is_empty();
    let pieces = parcel.own.iter().chain(parcel.joint.iter().map(|j| &j.piece));
    partnership_of(parcel).is_in_bounds()
        && is_name(parcel.dialogue.as_str())
        && parcel.content > 0
        && parcel.round > 0
        && limits::is_turn(parcel.turn_minutes)
        && [parcel.made, parcel.started, parcel.began].iter().all(is_in_years)
        && pieces.clone().all(|p| step(&p.step) && record::words_fit(&p.words))
        && parcel.joint.iter().all(|j| is_in_years(&j.changed))
        && parcel.asked.iter().all(|a| record::asked_fits(a) && a.questions.iter().all(step))
        && parcel.seals.iter().all(|s| step(&s.step) && record::seal_fits(s))
        && parcel.gone.iter().all(|g| g.steps.iter().all(step))
        && entries(parcel) <= limits::ENTRIES
}

/// Everything it holds that counts for one.
fn entries(parcel: &Parcel) -> usize {
    let pieces = parcel.own.iter().chain(parcel.joint.iter().map(|j| &j.piece));
    let gone = parcel.gone.iter().map(|g| g.steps.len() + g.records.len());
    let asked = parcel.asked.iter().map(|a| a.questions.len());
    let records = [parcel.commitments.len(), parcel.agreements.len(), parcel.threads.len()];
    pieces.map(|p| 1 + p.words.items.len() + p.words.picks.len()).sum::<usize>()
        + gone.chain(asked).chain(records).sum::<usize>()
        + parcel.talks.len()
        + parcel.seals.len()
}

/// Whether all of it is of these two, and nothing is there twice.
fn is_of_one_piece(parcel: &Parcel) -> bool {
    let (pair, run) = (parcel.pair, parcel.run);
    let of_two =
        parcel.commitments.iter().all(|x| (x.pair, x.run, x.owner) == (pair, run, parcel.from))
            && parcel.agreements.iter().all(|x| x.pair == pair)
            && parcel.threads.iter().all(|x| (x.pair, x.run) == (pair, run))
            && parcel.talks.iter().all(|x| (x.pair, x.run) == (pair, run));
    of_two
        && is_once(parcel.own.iter().map(|p| &p.step))
        && is_once(parcel.joint.iter().map(|j| &j.piece.step))
        && is_once(parcel.seals.iter().map(|s| &s.step))
        && is_once(crossing::records(parcel).map(|(_, id)| id))
        && is_once(parcel.gone.iter().map(|g| g.run))
        && parcel.agreements.iter().all(|a| is_once(a.affirmations.iter().map(|x| x.who)))
}

/// Whether there are not more than anybody looks through, and each once.
fn is_once<T: Ord>(all: impl Iterator<Item = T>) -> bool {
    let mut seen = Vec::new();
    let mut count = 0;
    for one in all.take(limits::OF_A_RUN + 1) {
        put_once(&mut seen, one);
        count += 1;
    }
    seen.len() == count && count <= limits::OF_A_RUN
}
