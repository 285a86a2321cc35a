//! What somebody does with a dialogue of their own.

use super::Done;
use super::device::count_change;
use crate::domain::command::Circumstances;
use crate::domain::ids::{DialogueId, OwnId, PairId};
use crate::domain::own::{Definition, Edition, OwnDialogue};
use crate::domain::refusal::Refusal;
use crate::domain::workspace::{Record, Workspace};

/// Makes a copy of a dialogue, or one anew; for these two, where they are named.
pub fn begin(
    workspace: &mut Workspace,
    from: Option<&DialogueId>,
    pair: Option<PairId>,
    around: &mut Circumstances,
) -> Done {
    let definition = match from {
        Some(from) => Definition::of((around.dialogues)(from).ok_or(Refusal::Gone)?),
        None => Definition::anew(),
    };
    put_new(workspace, definition, pair, around)
}

/// Keeps a definition that came from somebody.
pub fn keep(workspace: &mut Workspace, definition: Definition, around: &mut Circumstances) -> Done {
    let original = definition.from.as_ref().and_then(|from| (around.dialogues)(from));
    // With what it leaves out it may be over a limit: then it is kept as it came.
    let whole = original.map(|original| definition.whole(original));
    let whole = whole.filter(|whole| whole.check().is_ok());
    put_new(workspace, whole.unwrap_or(definition), None, around)
}

fn put_new(
    workspace: &mut Workspace,
    definition: Definition,
    pair: Option<PairId>,
    around: &mut Circumstances,
) -> Done {
    definition.check()?;
    if pair.is_some_and(|pair| workspace.partnership(pair).is_none()) {
        return Err(Refusal::Gone);
    }
    let id = OwnId::fresh(around.now, around.chance);
    let (made, changed, also) = (around.now, around.now, Vec::new());
    let mut changes =
        vec![workspace.put(OwnDialogue { id, pair, definition, made, changed, also })];
    changes.extend(count_change(workspace));
    Ok(changes)
}

/// Changes it; what was begun with it before goes on as it was.
pub fn change(
    workspace: &mut Workspace,
    own: OwnId,
    definition: Definition,
    around: &Circumstances,
) -> Done {
    definition.check()?;
    put(workspace, own, around, |own| own.definition = definition)
}

/// One of several states of it is the one that counts, or none but the one that stands; the others go.
pub fn settle(
    workspace: &mut Workspace,
    own: OwnId,
    version: Option<usize>,
    around: &Circumstances,
) -> Done {
    put(workspace, own, around, |own| {
        let also = std::mem::take(&mut own.also);
        let taken = version.and_then(|version| also.into_iter().nth(version));
        if let Some(Edition { definition, .. }) = taken {
            own.definition = definition;
        }
    })
}

fn put(
    workspace: &mut Workspace,
    own: OwnId,
    around: &Circumstances,
    with: impl FnOnce(&mut OwnDialogue),
) -> Done {
    let before = workspace.own.get(own.uuid()).ok_or(Refusal::Gone)?;
    let mut after = before.clone();
    with(&mut after);
    if after == *before {
        return Ok(Vec::new());
    }
    after.changed = around.now;
    Ok(vec![workspace.put(after)])
}

/// Deletes it. Talks that were held with it keep their questions.
pub fn erase(workspace: &mut Workspace, own: OwnId) -> Done {
    let key = workspace.own.get(own.uuid()).ok_or(Refusal::Gone)?.key();
    Ok(vec![workspace.drop_record(key)])
}
