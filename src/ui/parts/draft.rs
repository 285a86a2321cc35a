//! Words on their way from a field to the records: handed over after a short pause in typing, and
//! before anything that must not miss them. Not at once on leaving the field: the field is left when
//! a button is touched, and what is said about keeping would move the button from under the finger.

use std::cell::Cell;
use std::rc::Rc;

use crate::platform::page;
use crate::platform::timer::PutOff;
use crate::state::State;
use crate::ui::dom::El;

/// A pause in typing, in milliseconds.
const PAUSE: i32 = 400;

/// Something being typed. Copies stand for the same field.
#[derive(Clone)]
pub struct Draft {
    due: Rc<PutOff>,
    /// The last words were refused, and stand in the field only.
    refused: Rc<Cell<bool>>,
    hand_over: Rc<dyn Fn() -> bool>,
}

impl Draft {
    /// Follows a field: `hand_over` takes what stands in it to the records. False: it was refused.
    pub fn follow(state: State, field: El, hand_over: Box<dyn Fn(String) -> bool>) -> El {
        let element = field.element();
        let refused: Rc<Cell<bool>> = Rc::default();
        let refuses = refused.clone();
        let value = move || {
            let taken = hand_over(page::value_of(&element));
            refuses.set(!taken);
            taken
        };
        let draft = Self { due: Rc::default(), refused, hand_over: Rc::new(value) };
        let (typed, left, same) = (draft.clone(), draft.clone(), draft);
        state.has_draft(move || same.now());
        field.on("input", move |_| typed.typed()).on("blur", move |_| left.later())
    }

    fn typed(&self) {
        let hand_over = self.hand_over.clone();
        self.due.set(PAUSE, move || {
            hand_over();
        });
    }

    /// Whoever leaves the field does something next.
    fn later(&self) {
        if self.due.cancel() {
            self.typed();
        }
    }

    /// Hands over what was not yet, or was refused. False: it is refused still. Neither is so while it is
    /// on its way: what is done meanwhile may ask for all drafts again.
    fn now(&self) -> bool {
        let (due, refused) = (self.due.cancel(), self.refused.take());
        if due || refused { (self.hand_over)() } else { true }
    }
}
