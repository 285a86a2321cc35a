//! Every part in every state, for tests and for looking at; not in the published app.

use crate::state::State;
use crate::ui::dom::View;

pub fn page(_state: State) -> View {
    "".into()
}
