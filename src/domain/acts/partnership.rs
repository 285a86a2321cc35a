//! Beginning, naming, pausing, ending and erasing a partnership.

use super::{Done, device};
use crate::domain::command::{Circumstances, Declining};
use crate::domain::ids::PairId;
use crate::domain::limits;
use crate::domain::offers;
use crate::domain::order::put_by;
use crate::domain::person::{Declined, KindOfPair, Offer, Partnership, Person, Side, Status};
use crate::domain::refusal::Refusal;
use crate::domain::time::Stamp;
use crate::domain::workspace::{Change, Workspace};

/// Begins a partnership of two names.
pub fn begin(
    workspace: &mut Workspace,
    names: [String; 2],
    kind: KindOfPair,
    around: &mut Circumstances,
) -> Done {
    names.iter().try_for_each(|n| fits_name(n))?;
    check_kind(&kind)?;
    let people = names.map(|name| Person { name, ..Person::default() });
    let partnership = Partnership {
        id: PairId::fresh(around.now, around.chance),
        people,
        kind,
        status: Status::Active,
        since: around.now,
        pick_up: None,
        later: Vec::new(),
        erased: Vec::new(),
        declined: Vec::new(),
        mine: None,
        changed: around.now,
    };
    Ok(vec![workspace.put(partnership)])
}

/// Changes name, language, time zone or form of address of one of the two.
pub fn change_person(
    workspace: &mut Workspace,
    pair: PairId,
    side: Side,
    person: Person,
    now: Stamp,
) -> Done {
    let texts = [&person.name, &person.language, &person.zone, &person.form];
    texts.into_iter().try_for_each(|t| fits_name(t))?;
    change(workspace, pair, now, |p| p.people[side.index()] = person)
}

/// Changes what the two are to each other.
pub fn change_kind(workspace: &mut Workspace, pair: PairId, kind: KindOfPair, now: Stamp) -> Done {
    check_kind(&kind)?;
    change(workspace, pair, now, |p| p.kind = kind)
}

/// They go on, take a break, or end kindly.
pub fn set_status(workspace: &mut Workspace, pair: PairId, status: Status, now: Stamp) -> Done {
    change(workspace, pair, now, |p| p.status = status)
}

/// What is offered to two is declined, for a while or for good; or offered again.
pub fn decline(
    workspace: &mut Workspace,
    pair: PairId,
    offer: Offer,
    how: Declining,
    now: Stamp,
) -> Done {
    let until = match how {
        Declining::NotThisTime => Some(Some(offers::some_months_after(now))),
        Declining::ForGood => Some(None),
        Declining::NotAtAll => None,
    };
    change(workspace, pair, now, |p| {
        p.declined.retain(|d| d.offer != offer);
        if let Some(until) = until {
            put_by(&mut p.declined, Declined { offer, until }, |d| d.offer);
        }
    })
}

/// Erases a partnership with everything that belongs to it, read or not.
pub fn erase(workspace: &mut Workspace, pair: PairId) -> Vec<Change> {
    workspace.forget_pair(pair);
    let mut changes = vec![Change::PairGone(pair)];
    changes.extend(device::unlock(workspace, |lock| lock.pair == Some(pair)));
    changes
}

/// Changes a partnership and notes when.
pub fn change(
    workspace: &mut Workspace,
    pair: PairId,
    now: Stamp,
    with: impl FnOnce(&mut Partnership),
) -> Done {
    let mut partnership = workspace.partnership(pair).ok_or(Refusal::Gone)?.clone();
    with(&mut partnership);
    partnership.changed = now;
    Ok(vec![workspace.put(partnership)])
}

fn fits_name(name: &str) -> Result<(), Refusal> {
    if limits::is_name(name) { Ok(()) } else { Err(Refusal::NameTooLong) }
}

fn check_kind(kind: &KindOfPair) -> Result<(), Refusal> {
    match kind {
        KindOfPair::Own(words) => fits_name(words),
        _ => Ok(()),
    }
}
