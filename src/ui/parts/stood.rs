//! How it stands with something somebody chose, and how it stood before: the latter is its owner's alone (D.7).

use crate::domain::ids::CommitmentId;
use crate::domain::outcome::{Commitment, Standing};
use crate::domain::privacy::{self, Viewer};
use crate::domain::time::Stamp;
use crate::platform::dates::{self, Form};
use crate::state::State;
use crate::ui::couple::Couple;
use crate::ui::dom::{El, View, el, live};
use crate::ui::parts::fold::fold;
use crate::ui::words::{said, t};

/// That it stands so, since a moment or at it. None is a failure (C20).
pub fn since(couple: &Couple, c: &Commitment, standing: Standing, at: Stamp) -> View {
    let date = dates::moment(at, Form::Date, couple.language(c.owner));
    let key = match standing {
        Standing::Chosen => "standing.chosen",
        Standing::Done => "standing.done",
        Standing::Resting => "standing.resting",
        Standing::Changed => "standing.changed",
        Standing::LetGo => "standing.let-go",
    };
    said(key, &[("date", &date)])
}

/// All of it in order, folded away, for who may see it and where there is any; how it stands now comes last.
pub fn history(state: State, couple: &Couple, id: CommitmentId, viewer: Viewer) -> View {
    let couple = couple.clone();
    live(
        move || state.with(|w| w.commitments.get(id.uuid()).cloned()),
        move |c| {
            let c = c.as_ref().filter(|c| !privacy::history(c, viewer).is_empty())?;
            let line = |(standing, at)| el("li", "cg-small").with(since(&couple, c, standing, at));
            let past = privacy::history(c, viewer).iter().map(|past| (past.standing, past.at));
            let now = privacy::standing(c, viewer).map(|standing| (standing, c.changed));
            let lines: Vec<El> = past.chain(now).map(line).collect();
            Some(fold(t("plan.history"), el("ol", "").with(lines)))
        },
    )
}
