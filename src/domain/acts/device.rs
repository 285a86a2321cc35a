//! What the device remembers about itself.

use super::Done;
use crate::domain::device::{Device, PrivateLock};
use crate::domain::refusal::Refusal;
use crate::domain::workspace::{Change, RecordKey, Workspace};

/// Changes the device's own record.
pub fn change(workspace: &mut Workspace, with: impl FnOnce(&mut Device)) -> Vec<Change> {
    let before = workspace.device.clone();
    with(&mut workspace.device);
    if workspace.device == before { Vec::new() } else { vec![Change::Put(RecordKey::DEVICE)] }
}

/// Locks what is private to one person.
pub fn lock(workspace: &mut Workspace, lock: PrivateLock) -> Done {
    if let Some(pair) = lock.pair {
        workspace.partnership(pair).ok_or(Refusal::Gone)?;
    }
    Ok(change(workspace, |d| {
        d.locks.retain(|l| (l.pair, l.side) != (lock.pair, lock.side));
        d.locks.push(lock);
    }))
}

/// Takes locks off.
pub fn unlock(workspace: &mut Workspace, off: impl Fn(&PrivateLock) -> bool) -> Vec<Change> {
    change(workspace, |d| d.locks.retain(|lock| !off(lock)))
}

/// One more answer changed since the last copy.
pub fn count_change(workspace: &mut Workspace) -> Vec<Change> {
    change(workspace, |d| d.changed_since = d.changed_since.saturating_add(1))
}
