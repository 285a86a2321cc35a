//! Finding things by what they are called, and using them as a person does.

use std::thread;
use std::time::Instant;

use http::Method;
use serde_json::{Value, json};

use super::{DEADLINE, ELEMENT, Focus, Key, LOOK, Page, plainly, reference, strings};

impl Page {
    /// Within this call, only what is inside the one element matching `selector` can be found.
    #[track_caller]
    pub fn inside<T>(&self, selector: &str, act: impl FnOnce(&Self) -> T) -> T {
        let before = self.scope.replace(Some(selector.to_owned()));
        let result = act(self);
        *self.scope.borrow_mut() = before;
        result
    }

    /// The names of everything of a kind that can be seen, in order: `button`, `link`, `field`, `choice`, `slider`,
    /// `select`, `file`, `heading`, `region`.
    #[track_caller]
    pub fn names(&self, kind: &str) -> Vec<String> {
        let scope = self.scope.borrow().clone();
        let found =
            self.run("return all(arguments[0], arguments[1]).map(nameOf)", json!([kind, scope]));
        strings(&found)
    }

    /// Whether exactly this is there now: `has("button", "Next")`.
    #[track_caller]
    pub fn has(&self, kind: &str, name: &str) -> bool {
        self.names(kind).iter().any(|found| found == name)
    }

    /// How many shown elements match a CSS selector; for structure, not for texts.
    #[track_caller]
    pub fn count(&self, selector: &str) -> u64 {
        let scope = self.scope.borrow().clone();
        self.run(
            "return [...root(arguments[1]).querySelectorAll(arguments[0])].filter(shown).length",
            json!([selector, scope]),
        )
        .as_u64()
        .unwrap_or_default()
    }

    /// The one element of `kind` called `name`, as soon as it is there.
    #[track_caller]
    pub(super) fn element(&self, kind: &str, name: &str) -> String {
        let scope = self.scope.borrow().clone();
        let find = "
            const found = all(arguments[0], arguments[2]).filter((e) => nameOf(e) === arguments[1]);
            return found.length === 1 ? found[0] : found.length;";
        let deadline = Instant::now() + DEADLINE;
        let id = loop {
            let answer = self.try_run(find, json!([kind, name, scope]));
            match &answer {
                Ok(Value::Object(reference)) => {
                    let id = reference.values().next().and_then(Value::as_str);
                    break id.expect("an element reference").to_owned();
                }
                Ok(Value::Number(many)) if many.as_u64() > Some(1) => {
                    panic!("{many} times {kind} {name:?}; narrow it down with `inside`")
                }
                _ => {}
            }
            assert!(
                Instant::now() < deadline,
                "no {kind} {name:?}; there are {:?}{}",
                self.names(kind),
                answer.err().map(|e| format!(" ({e})")).unwrap_or_default()
            );
            thread::sleep(LOOK);
        };
        // Browsers name a file field after its own button too, each in its way.
        if !matches!(kind, "heading" | "region" | "file") {
            // Its own tree of names follows the page a moment later.
            loop {
                let label = self.get(&format!("element/{id}/computedlabel"));
                let label = label.as_str().unwrap_or_default();
                let label = label.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "");
                let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
                // WebKit loses the space where a line breaks.
                let same = |a: &str, b: &str| match self.engine().name {
                    "webkit" => a.replace(' ', "") == b.replace(' ', ""),
                    _ => a == b,
                };
                if same(&label, name) {
                    break;
                }
                assert!(
                    Instant::now() < deadline,
                    "the browser calls this {kind} {label:?}, and its text says {name:?}"
                );
                thread::sleep(LOOK);
            }
        }
        id
    }

    #[track_caller]
    pub(super) fn click(&self, kind: &str, name: &str) {
        self.tap(&format!("{kind} {name:?}"), || Ok(self.element(kind, name)));
    }

    /// Taps what is found. Where the page draws it anew, the same, while the driver is on its way to it, the new one is
    /// meant, as it would be by a finger.
    #[track_caller]
    fn tap(&self, what: &str, find: impl Fn() -> Result<String, String>) {
        let deadline = Instant::now() + DEADLINE;
        loop {
            match find().and_then(|id| self.try_click(&id)) {
                Ok(()) => return,
                Err(why) if is_drawn_anew(&why) && Instant::now() < deadline => thread::sleep(LOOK),
                Err(why) => panic!("{what} cannot be clicked: {why}"),
            }
        }
    }

    /// A person scrolls until it is well in sight. One driver would not, and says that it cannot be reached.
    fn bring_in_sight(&self, id: &str) -> Result<(), String> {
        self.try_run(
            "const box = arguments[0].getBoundingClientRect();
             const there = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
             const covered = !there || !(arguments[0].contains(there) || there.contains(arguments[0]));
             if (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth || covered)
               arguments[0].scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });",
            json!([{ ELEMENT: id }]),
        )?;
        Ok(())
    }

    fn try_click(&self, id: &str) -> Result<(), String> {
        self.bring_in_sight(id)?;
        let said = self.try_command(Method::POST, &format!("element/{id}/click"), Some(json!({})));
        said.map(|_| ()).map_err(|error| plainly(&error))
    }

    #[track_caller]
    pub(super) fn click_element(&self, id: &str, what: &str) {
        if let Err(why) = self.try_click(id) {
            panic!("{what} cannot be clicked: {why}");
        }
    }

    #[track_caller]
    pub fn click_button(&self, name: &str) {
        self.click("button", name);
    }

    #[track_caller]
    pub fn click_link(&self, name: &str) {
        self.click("link", name);
    }

    /// Taps whatever matches a CSS selector; for things without a name of their own.
    #[track_caller]
    pub fn click_at(&self, selector: &str) {
        let scope = self.scope.borrow().clone();
        let found = self.run(
            "const found = [...root(arguments[1]).querySelectorAll(arguments[0])].filter(shown);
             return found.length === 1 ? found[0] : found.length;",
            json!([selector, scope]),
        );
        let Some(id) = reference(&found) else {
            panic!("{found} elements match {selector}");
        };
        self.click_element(&id, selector);
    }

    /// Chooses a radio button, a checkbox, a switch or a tab by its label, as a person does: on the label if the
    /// control itself is not drawn.
    #[track_caller]
    pub fn choose(&self, name: &str) {
        self.tap(&format!("choice {name:?}"), || {
            let id = self.element("choice", name);
            let target = self.try_run(
            "const e = arguments[0];
             const box = e.getBoundingClientRect();
             const style = getComputedStyle(e);
             const drawn = box.width > 4 && box.height > 4 && style.opacity !== '0' && style.clipPath === 'none';
             return drawn ? e : (e.closest('label') ?? e.labels?.[0] ?? e);",
            json!([{ ELEMENT: id }]),
            )?;
            Ok(reference(&target).expect("an element"))
        });
    }

    /// Picks `option` in the drop-down list called `name`.
    #[track_caller]
    pub fn pick(&self, name: &str, option: &str) {
        let id = self.element("select", name);
        let found = self.run(
            "return [...arguments[0].options].find((o) => squash(o.textContent) === arguments[1]) ?? null",
            json!([{ ELEMENT: id }, option]),
        );
        let Some(option) = reference(&found) else {
            panic!("{name:?} has no option {option:?}");
        };
        // An option of a closed list has no place of its own.
        self.bring_in_sight(&id).unwrap_or_else(|why| panic!("{why}"));
        self.click_element(&option, name);
    }

    /// Sets a slider with the arrow keys.
    #[track_caller]
    pub fn set_slider(&self, name: &str, value: i64) {
        let id = self.element("slider", name);
        self.run("arguments[0].focus()", json!([{ ELEMENT: id }]));
        let read = || {
            let now = self.run(
                "return Number(arguments[0].value ?? arguments[0].getAttribute('aria-valuenow'))",
                json!([{ ELEMENT: id }]),
            );
            now.as_f64().expect("a slider has a number")
        };
        #[allow(clippy::cast_precision_loss, reason = "the scales have a handful of steps")]
        let wanted = value as f64;
        for _ in 0..200 {
            let now = read();
            if (now - wanted).abs() < f64::EPSILON {
                return;
            }
            self.press(if now < wanted { Key::Right } else { Key::Left });
        }
        panic!("slider {name:?} does not reach {value}; it stays at {}", read());
    }

    /// Picks a day (`2026-03-02`) or a time (`08:30`) in the field called `label`, as from the browser's own calendar:
    /// what the keys would have to be depends on the engine and its language.
    #[track_caller]
    pub fn pick_moment(&self, label: &str, value: &str) {
        let id = self.element("field", label);
        let set = self.run(
            "const e = arguments[0];
             e.focus();
             e.value = arguments[1];
             e.dispatchEvent(new Event('input', { bubbles: true }));
             e.dispatchEvent(new Event('change', { bubbles: true }));
             return e.value",
            json!([{ ELEMENT: id }, value]),
        );
        assert_eq!(set, json!(value), "{label:?} takes {value:?}");
    }

    /// Clicks into the field called `label` and types after what is there, key by key.
    ///
    /// Line breaks are the Enter key. What no keyboard has (emoji, letters outside the basic plane) comes in as
    /// an input method would bring it. Afterwards the field must end with what was typed.
    #[track_caller]
    pub fn type_into(&self, label: &str, text: &str) {
        let id = self.element("field", label);
        self.click_element(&id, &format!("field {label:?}"));
        self.caret_to_end(&id);
        self.type_keys(&id, text);
        self.ends_with(&id, label, text);
    }

    /// Types where the focus is.
    #[track_caller]
    pub fn type_here(&self, text: &str) {
        let active = self.get("element/active");
        let id = reference(&active).expect("something has the focus");
        self.type_keys(&id, text);
    }

    #[track_caller]
    pub(super) fn type_keys(&self, id: &str, text: &str) {
        for (typed, run) in runs(text) {
            match typed {
                Typed::Keys => {
                    self.post(&format!("element/{id}/value"), json!({ "text": run }));
                }
                Typed::Enter => self.press(Key::Enter),
                Typed::Inserted => self.insert(id, &run),
            }
        }
    }

    /// Brings a whole text in at once, as pasting does. For long texts.
    #[track_caller]
    pub fn paste_into(&self, label: &str, text: &str) {
        let id = self.element("field", label);
        self.click_element(&id, &format!("field {label:?}"));
        self.caret_to_end(&id);
        self.insert(&id, text);
        self.ends_with(&id, label, text);
    }

    #[track_caller]
    pub(super) fn insert(&self, id: &str, text: &str) {
        let done = self.run(
            "arguments[0].focus(); return document.execCommand('insertText', false, arguments[1])",
            json!([{ ELEMENT: id }, text]),
        );
        assert_eq!(done, Value::Bool(true), "the field takes no text");
    }

    #[track_caller]
    pub(super) fn caret_to_end(&self, id: &str) {
        self.run(
            "const e = arguments[0];
             if (e.setSelectionRange && e.type !== 'number' && e.type !== 'date') e.setSelectionRange(e.value.length, e.value.length);",
            json!([{ ELEMENT: id }]),
        );
    }

    #[track_caller]
    pub(super) fn ends_with(&self, id: &str, label: &str, text: &str) {
        let value = self
            .run("return arguments[0].value ?? arguments[0].innerText", json!([{ ELEMENT: id }]));
        let value = value.as_str().unwrap_or_default();
        assert!(value.ends_with(text), "typed {text:?} into {label:?}, and it holds {value:?}");
    }

    /// Selects everything in the field and deletes it.
    #[track_caller]
    pub fn clear_field(&self, label: &str) {
        let id = self.element("field", label);
        self.click_element(&id, &format!("field {label:?}"));
        self.run("arguments[0].select()", json!([{ ELEMENT: id }]));
        self.press(Key::Delete);
        let left = self.run("return arguments[0].value", json!([{ ELEMENT: id }]));
        assert_eq!(left, json!(""), "{label:?} was cleared");
    }

    /// What the field called `label` holds.
    #[track_caller]
    pub fn value_of(&self, label: &str) -> String {
        let id = self.element("field", label);
        let value = self
            .run("return arguments[0].value ?? arguments[0].innerText", json!([{ ELEMENT: id }]));
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Whether the radio button, checkbox, switch or tab called `name` is on.
    #[track_caller]
    pub fn is_chosen(&self, name: &str) -> bool {
        let id = self.element("choice", name);
        let on = self.run(
            "const e = arguments[0];
             return e.checked ?? ['aria-checked', 'aria-selected'].some((a) => e.getAttribute(a) === 'true')",
            json!([{ ELEMENT: id }]),
        );
        on == Value::Bool(true)
    }

    /// One key, pressed and let go, wherever the focus is.
    #[track_caller]
    pub fn press(&self, key: Key) {
        self.press_with(&[], key);
    }

    /// One key while others are held: `press_with(&[Key::Shift], Key::Tab)`.
    #[track_caller]
    pub fn press_with(&self, held: &[Key], key: Key) {
        self.press_char_with(held, char::from(key));
    }

    /// A letter as a key, for shortcuts: `press_char_with(&[Key::Control], 'z')`.
    #[track_caller]
    pub fn press_char_with(&self, held: &[Key], key: char) {
        let stroke = |kind: &str, key: char| json!({ "type": kind, "value": key });
        let mut strokes: Vec<Value> =
            held.iter().map(|k| stroke("keyDown", char::from(*k))).collect();
        strokes.push(stroke("keyDown", key));
        strokes.push(stroke("keyUp", key));
        strokes.extend(held.iter().rev().map(|k| stroke("keyUp", char::from(*k))));
        self.post(
            "actions",
            json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }),
        );
    }

    /// Everything that can be read on the page (or in the scope), as a person would copy it.
    #[track_caller]
    pub fn text(&self) -> String {
        let scope = self.scope.borrow().clone();
        let text = self.run(
            "const r = root(arguments[0]); return unmarked((r === document ? document.body : r).innerText)",
            json!([scope]),
        );
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Where the focus is. See [`Focus`].
    #[track_caller]
    pub fn focus(&self) -> Focus {
        let focus = self.run("return describe(document.activeElement)", None);
        focus.as_str().unwrap_or_default().to_owned()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    Keys,
    Enter,
    Inserted,
}

/// Splits a text into what is typed with keys, line breaks, and what comes in as from an input method.
fn runs(text: &str) -> Vec<(Typed, String)> {
    let mut runs: Vec<(Typed, String)> = Vec::new();
    for letter in text.chars() {
        let joins = matches!(letter, '\u{200d}' | '\u{fe0f}' | '\u{fe0e}');
        let last = runs.last().map(|(typed, _)| *typed);
        let typed = match letter {
            '\n' => Typed::Enter,
            // The private area is WebDriver's alphabet of special keys; no story means those.
            '\u{e000}'..='\u{f8ff}' => Typed::Inserted,
            // A joiner belongs to the sign before it.
            _ if joins && last == Some(Typed::Inserted) => Typed::Inserted,
            _ if u32::from(letter) > 0xffff || letter.is_control() || joins => Typed::Inserted,
            _ => Typed::Keys,
        };
        match runs.last_mut() {
            Some((last, run)) if *last == typed && typed != Typed::Enter => run.push(letter),
            _ => runs.push((typed, letter.to_string())),
        }
    }
    runs
}

/// Whether a driver speaks of an element that is not on the page any more.
fn is_drawn_anew(why: &str) -> bool {
    why.starts_with("stale element reference")
}
