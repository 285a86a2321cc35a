//! What the device remembers about itself.

use crate::domain::device::Device;
use crate::domain::workspace::{Change, RecordKey, Workspace};

/// Changes the device's own record.
pub fn change(workspace: &mut Workspace, with: impl FnOnce(&mut Device)) -> Vec<Change> {
    let before = workspace.device.clone();
    with(&mut workspace.device);
    if workspace.device == before { Vec::new() } else { vec![Change::Put(RecordKey::DEVICE)] }
}

/// One more answer changed since the last copy.
pub fn count_change(workspace: &mut Workspace) -> Vec<Change> {
    change(workspace, |d| d.changed_since = d.changed_since.saturating_add(1))
}
