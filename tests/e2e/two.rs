//! Two people at one device: the words in which their conversations are told.
//!
//! ```ignore
//! let two = Two::begin(page, ["Noor", "Sam"]);
//! two.cover("coalition", &[]);
//! two.at("cb-hope-today", First).writes("That we both know what we said yes to.");
//! two.at("cb-hope-today", Second).skips();
//! ```
//!
//! [`at`](Two::at) is where most is demanded: the page asks what the method asks at that step, says whose turn it
//! is, has the focus where it begins, and shows what is private only to whom the device was handed. It goes through a
//! curtain if there is one, and looks whether it is the right person's. Once [`judged`](Two::judged) is set, every
//! page and every curtain on the way has to be sound.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::page::{Key, Page};

/// Whose turn it is. `First` is the circle, `Second` the square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    First,
    Second,
    Both,
}

use Who::{Both, First, Second};

/// On the cover: one of them sits alone.
pub const ALONE: &str = "Alone for now get ready first";

/// Two people in front of a page.
pub struct Two<'p> {
    pub page: &'p Page,
    pub names: [&'static str; 2],
    /// Who took the device at the last curtain.
    holder: Cell<Option<Who>>,
    /// One of them sits alone; no curtain is needed.
    alone: Cell<bool>,
    /// The page was loaded just now, and nobody went anywhere on it.
    loaded: Cell<bool>,
    /// Everything is done with the keyboard.
    keys: Cell<bool>,
    pressed: Cell<u32>,
    judged: Cell<bool>,
    axed: RefCell<BTreeSet<String>>,
}

fn pack(dialogue: &str) -> Value {
    let json = match dialogue {
        "between" => include_str!("../../src/content/words/en/between.json"),
        "clearing" => include_str!("../../src/content/words/en/clearing.json"),
        "coalition" => include_str!("../../src/content/words/en/coalition.json"),
        "prep" => include_str!("../../src/content/words/en/prep.json"),
        "expectations" => include_str!("../../src/content/words/en/expectations.json"),
        "free-talk" => include_str!("../../src/content/words/en/free-talk.json"),
        "lookback" => include_str!("../../src/content/words/en/lookback.json"),
        "feedback" => include_str!("../../src/content/words/en/feedback.json"),
        "map" => include_str!("../../src/content/words/en/map.json"),
        "wrapup" => include_str!("../../src/content/words/en/wrapup.json"),
        other => panic!("no dialogue is called {other}"),
    };
    serde_json::from_str(json).expect("a pack is JSON")
}

/// What a step asks, by its name in the method.
pub fn ask(step: &str) -> String {
    says(step, "ask").unwrap_or_else(|| panic!("no step is called {step}"))
}

/// One of the words of a step.
fn says(step: &str, what: &str) -> Option<String> {
    let dialogue = match &step[..3] {
        "bt-" => "between",
        "ca-" => "clearing",
        "cb-" => "coalition",
        "ex-" => "expectations",
        "fb-" => "feedback",
        "ft-" => "free-talk",
        "lb-" => "lookback",
        "pr-" => "prep",
        "mp-" => "map",
        _ => "wrapup",
    };
    pack(dialogue)["steps"][step][what].as_str().map(str::to_owned)
}

/// A name as the focus is told: long ones are cut.
pub fn told(role: &str, name: &str) -> String {
    if name.chars().map(char::len_utf16).sum::<usize>() > 120 {
        let cut: Vec<u16> = name.encode_utf16().take(120).collect();
        return format!("{role} \"{}...\"", String::from_utf16_lossy(&cut));
    }
    format!("{role} \"{name}\"")
}

impl<'p> Two<'p> {
    /// Two who are known here already.
    pub fn known(page: &'p Page, names: [&'static str; 2]) -> Self {
        Self {
            page,
            names,
            holder: Cell::new(None),
            alone: Cell::new(false),
            loaded: Cell::new(false),
            keys: Cell::new(false),
            pressed: Cell::new(0),
            judged: Cell::new(false),
            axed: RefCell::default(),
        }
    }

    /// Two who are here for the first time, up to the cover of joining forces.
    #[track_caller]
    pub fn begin(page: &'p Page, names: [&'static str; 2]) -> Self {
        page.open("");
        let two = Self::known(page, names);
        two.introduce();
        two
    }

    /// From the page for newcomers to the cover of joining forces.
    #[track_caller]
    pub fn introduce(&self) {
        self.page.type_into("Your first name", self.names[0]);
        self.page.type_into("Their first name", self.names[1]);
        self.press(&format!("Begin with {}", self.names[1]));
        self.on_cover("coalition");
    }

    /// Two who begin to join forces, on the first page of it.
    #[track_caller]
    pub fn begins_joining(page: &'p Page, names: [&'static str; 2]) -> Self {
        let two = Self::begin(page, names);
        two.cover("coalition", &[]);
        two.at("cb-welcome", First);
        two
    }

    /// Two who begin to clear the air, having chosen on its cover.
    #[track_caller]
    pub fn begins_clearing(page: &'p Page, names: [&'static str; 2], choices: &[&str]) -> Self {
        let two = Self::begin(page, names);
        let route = page.route();
        let (pair, _) = route.rsplit_once('/').expect("a cover");
        page.go(&format!("{pair}/3"));
        two.clears(choices);
        two
    }

    /// From the cover of clearing to its first page. Who asked for the talk is asked before, alone, whether it is
    /// right today.
    #[track_caller]
    pub fn clears(&self, choices: &[&str]) {
        self.cover("clearing", choices);
        self.is_safe(First);
    }

    /// One of them is asked, alone, whether it is right today. Nothing is kept of the answer.
    #[track_caller]
    pub fn is_safe(&self, who: Who) {
        self.at("ca-safe", who).picks(&["Yes"]);
    }

    /// From now on, every page on the way has to be sound.
    pub fn judged(&self) -> &Self {
        self.judged.set(true);
        self
    }

    /// One of them sits alone: no curtain is needed.
    pub fn alone(&self) {
        self.alone.set(true);
    }

    /// From now on, nobody has a mouse or a finger.
    pub fn by_keys(&self) -> &Self {
        self.keys.set(true);
        self
    }

    #[track_caller]
    pub fn judge(&self) {
        if !self.judged.get() {
            return;
        }
        self.page.fits();
        self.page.sentences_hold();
        // axe judges what things are, not what they say: a page with the bones of one before needs no second look.
        let bones = self.page.run(
            "return [...document.querySelectorAll('body *')].filter(shown).map((e) =>
               `${e.tagName} ${e.className?.baseVal ?? e.className} ${e.getAttribute('role')} ${e.type} ${e.id} ${!!nameOf(e)}`).join()",
            None,
        );
        if self.axed.borrow_mut().insert(bones.to_string()) {
            self.page.axe();
        }
    }

    pub fn name(&self, who: Who) -> &'static str {
        match who {
            First => self.names[0],
            Second => self.names[1],
            Both => panic!("both have no name"),
        }
    }

    pub fn other(&self, who: Who) -> &'static str {
        self.name(if who == First { Second } else { First })
    }

    /// How often somebody pressed or chose something.
    pub fn pressed(&self) -> u32 {
        self.pressed.get()
    }

    #[track_caller]
    pub fn press(&self, button: &str) -> &Self {
        self.pressed.set(self.pressed.get() + 1);
        if self.keys.get() {
            self.tab_to(&told("button", button));
            self.page.press(Key::Enter);
        } else {
            self.page.click_button(button);
        }
        self.is_somewhere(button);
        self
    }

    /// With Tab, or back with Shift and Tab, and with the arrows inside a group, to what is told as `focus`; it shows
    /// that it has the focus. Not round the end of the page, which leads through the browser's own buttons.
    #[track_caller]
    pub fn tab_to(&self, focus: &str) {
        let way = "const here = document.activeElement;
            const there = [...document.querySelectorAll('a[href], button, input, textarea, select, summary')].find((e) => shown(e) && describe(e) === arguments[0]);
            if (!there) return 'nowhere';
            if (here.type === 'radio' && there.type === 'radio' && here.name === there.name) return 'inside';
            return here.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_PRECEDING ? 'back' : 'on'";
        // What was pressed before may still be on its way to the page.
        self.page.wait_for(&format!("{focus} to be there"), |page| {
            page.run(way, json!([focus])) != json!("nowhere")
        });
        for _ in 0..80 {
            if self.page.focus() == focus {
                // In one engine, a radio that the arrows lead to shows it by being chosen.
                let seen = self.page.run(
                    "const e = document.activeElement; return e.matches(':focus-visible') || (e.type === 'radio' && e.checked)",
                    None,
                );
                assert_eq!(seen, json!(true), "{focus} shows that it has the focus");
                return;
            }
            match self.page.run(way, json!([focus])).as_str() {
                Some("inside") => self.page.press(Key::Down),
                Some("back") => self.page.press_with(&[Key::Shift], Key::Tab),
                Some("on") => self.page.press(Key::Tab),
                _ => break,
            }
        }
        panic!("no Tab leads to {focus}; the focus is on {}", self.page.focus());
    }

    /// Whatever was pressed, whoever goes by keys is not thrown back to the top of the page.
    #[track_caller]
    fn is_somewhere(&self, pressed: &str) {
        self.page.wait_for(&format!("the focus to be somewhere after {pressed:?}"), |page| {
            page.focus() != "page"
        });
    }

    #[track_caller]
    pub fn choose(&self, choice: &str) -> &Self {
        self.pressed.set(self.pressed.get() + 1);
        if self.keys.get() {
            // One of several, or one of one.
            let several = "return all('choice').some((e) => e.type === 'checkbox' && nameOf(e) === arguments[0])";
            let several = self.page.run(several, json!([choice])) == json!(true);
            self.tab_to(&told(if several { "checkbox" } else { "radio" }, choice));
            self.page.press_char_with(&[], ' ');
            assert!(self.page.is_chosen(choice), "{choice:?} is chosen with the space bar");
        } else {
            self.page.choose(choice);
        }
        self.is_somewhere(choice);
        self
    }

    /// From home to the cover of joining forces, by way of where the two sit down.
    #[track_caller]
    pub fn sits_down(&self) {
        self.press("Sit down together");
        self.page.wait_for_focus("h1 \"What is alive today?\"");
        self.judge();
        self.press("Choose a conversation");
        self.page.wait_for_focus("h2 \"Which conversation?\"");
        self.page.click_at("dialog li:first-child a");
    }

    #[track_caller]
    pub fn on_cover(&self, dialogue: &str) {
        let invites = pack(dialogue)["invites"].as_str().expect("a cover invites").to_owned();
        self.page.wait_for_focus(&told("h1", &invites));
        self.judge();
    }

    /// Chooses on the cover, and begins.
    #[track_caller]
    pub fn cover(&self, dialogue: &str, choices: &[&str]) -> &Self {
        self.on_cover(dialogue);
        for choice in choices {
            self.choose(choice);
        }
        self.alone.set(choices.contains(&ALONE));
        self.press("Begin")
    }

    #[track_caller]
    pub fn reload(&self) {
        self.page.reload();
        self.loaded.set(true);
    }

    /// Opens a page of the app, as from a bookmark.
    #[track_caller]
    pub fn open(&self, route: &str) {
        self.page.open(route);
        self.loaded.set(true);
    }

    /// To a page of the conversation that is open, by its address: `12a`.
    #[track_caller]
    pub fn jump(&self, spot: &str) {
        let route = self.page.route();
        let talk = route.rsplit_once('/').expect("a page of a conversation").0.to_owned();
        self.page.open(&format!("{talk}/{spot}"));
    }

    /// The same, where the other one has not said yet whether it is right today: that question alone keeps its place.
    #[track_caller]
    pub fn jump_past_threshold(&self, spot: &str) {
        self.jump(spot);
        self.is_safe(Second);
        self.at("ca-what", Second).jump(spot);
    }

    /// The page of a step, as `who` has it before them.
    #[track_caller]
    pub fn at(&self, step: &str, who: Who) -> &Self {
        self.arrive(&self.asks(step, who), who)
    }

    /// What a step asks of `who`, by name where it does.
    #[track_caller]
    pub fn asks(&self, step: &str, who: Who) -> String {
        match says(step, "ask-named") {
            Some(named) if who != Both => {
                named.replace("{name}", self.name(who)).replace("{other}", self.other(who))
            }
            _ => ask(step),
        }
    }

    /// A page with this heading, as `who` has it before them.
    #[track_caller]
    pub fn arrive(&self, heading: &str, who: Who) -> &Self {
        let curtain = (who != Both).then(|| format!("{}, this page is yours now.", self.name(who)));
        let seen = self.look_for(heading, who, curtain.as_deref());
        if curtain.is_some() && seen == curtain {
            self.take(who);
            self.look_for(heading, who, None);
        }
        let text = self.page.text();
        let private = who != Both
            && [only(self.name(who)), self.sealed_for(who)].iter().any(|line| text.contains(line));
        if private {
            assert!(
                self.alone.get() || self.holder.get() == Some(who),
                "{heading:?} is only for {who:?}, and nobody asked for the device to be handed over"
            );
        } else {
            self.holder.set(None);
        }
        self.focused(heading);
        self.judge();
        self
    }

    /// A quiet page with this heading, which is nobody's turn.
    #[track_caller]
    pub fn arrive_alone(&self, heading: &str) -> &Self {
        self.page.wait_for_focus(&told("h1", heading));
        self.holder.set(None);
        self.alone.set(false);
        self.judge();
        self
    }

    /// Waits for the page of `heading` and `who`, or for the curtain; says which of the two headings is there.
    #[track_caller]
    fn look_for(&self, heading: &str, who: Who, curtain: Option<&str>) -> Option<String> {
        let lines = match who {
            // On a device of one's own, whoever sits at it.
            Both if self.alone.get() => [First, Second]
                .map(|who| format!("{}, on your own.", self.name(who)))
                .into_iter()
                .chain(["Both of you, together.".to_owned()])
                .collect(),
            Both => vec!["Both of you, together.".to_owned()],
            _ => vec![
                format!("{}’s turn. {} listens.", self.name(who), self.other(who)),
                format!("{} speaks. {} listens.", self.name(who), self.other(who)),
                format!("{} says it back. {} answers.", self.name(who), self.other(who)),
                format!("{}, on your own.", self.name(who)),
                format!("{} says this aloud.", self.name(who)),
                only(self.name(who)),
                self.sealed_for(who),
            ],
        };
        let found = Cell::new(None);
        let curtain_there = Cell::new(false);
        self.page.wait_for(&format!("the page of {who:?} that asks {heading:?}"), |page| {
            let here = page.run(
                "return [all('heading').filter((e) => e.tagName === 'H1').map(nameOf), document.querySelector('main')?.innerText ?? '']",
                None,
            );
            let heads = here[0].as_array().map(Vec::as_slice).unwrap_or_default();
            let [head] = heads else { return false };
            let text = here[1].as_str().unwrap_or_default();
            curtain_there.set(head.as_str().is_some() && head.as_str() == curtain);
            found.set(head.as_str().map(str::to_owned));
            curtain_there.get()
                || (head.as_str() == Some(heading) && lines.iter().any(|line| text.contains(line)))
        });
        found.take()
    }

    fn sealed_for(&self, who: Who) -> String {
        format!("{} alone, until you have both answered.", self.name(who))
    }

    /// The focus is where the page begins: in its field, or on its heading.
    #[track_caller]
    pub fn focused(&self, heading: &str) {
        let field = self.page.run(
            "const first = document.querySelector('[data-first]'); return first ? describe(first) : null",
            None,
        );
        // A page that is loaded leaves the focus to the browser, unless there is something to write on.
        let loaded = self.loaded.take();
        match field.as_str() {
            Some(field) => self.page.wait_for_focus(field),
            None if loaded => self.page.wait_for_focus("page"),
            None => self.page.wait_for_focus(&told("h1", heading)),
        }
    }

    /// The device is asked to be handed to `who`. Nothing to write on is there.
    #[track_caller]
    pub fn curtain(&self, who: Who) {
        let name = self.name(who);
        self.focused(&format!("{name}, this page is yours now."));
        assert!(self.page.names("field").is_empty(), "no field on a curtain");
        let asks = if self.alone.get() { "goes on alone" } else { "please pass the device" };
        assert!(self.page.text().contains(asks));
        self.judge();
    }

    /// Goes through the curtain that is there, as `who`.
    #[track_caller]
    pub fn take(&self, who: Who) {
        self.curtain(who);
        self.loaded.set(false);
        self.press(&format!("I’m {}, open my page", self.name(who)));
        self.holder.set(Some(who));
    }

    /// Moves on without an answer.
    #[track_caller]
    pub fn skips(&self) {
        // A narrow page says it shorter.
        let name = if self.page.has("button", "Skip for now") { "Skip for now" } else { "Skip" };
        self.press(name);
    }

    /// Moves on with what was answered, or from a page that is only read.
    #[track_caller]
    pub fn goes_on(&self) {
        let ways = ["Continue", "Seal my answer"];
        let way = ways.into_iter().find(|way| self.page.has("button", way));
        self.press(way.unwrap_or("Continue"));
    }

    /// It is said, and nothing is written.
    #[track_caller]
    pub fn says(&self) {
        let writes = self.page.run("return !!document.querySelector('[data-first]')", None);
        if self.page.has("button", "It’s said") {
            self.press("It’s said");
        } else if self.page.has("button", "I’ll think it, not write it") {
            self.press("I’ll think it, not write it");
            if writes == Value::Bool(true) {
                self.press("Continue");
            }
        } else {
            self.press("Say it aloud instead");
            if writes == Value::Bool(true) {
                self.press("It’s said");
            }
        }
    }

    /// The field of the one whose page it is.
    #[track_caller]
    pub fn field(&self, who: Who) -> String {
        match who {
            Both => "Our words".to_owned(),
            _ => format!("{}’s words", self.name(who)),
        }
    }

    /// Writes into the field the focus is in, and moves on.
    #[track_caller]
    pub fn writes(&self, text: &str) {
        self.drafts(text);
        self.goes_on();
    }

    /// Writes into the field the focus is in.
    #[track_caller]
    pub fn drafts(&self, text: &str) {
        let focus = self.page.focus();
        let label = focus.strip_prefix("textbox \"").and_then(|rest| rest.strip_suffix('"'));
        let label = label.unwrap_or_else(|| panic!("the focus is in no field: {focus}"));
        if self.keys.get() {
            self.page.type_here(text);
        } else {
            self.page.type_into(label, text);
        }
    }

    /// Writes into fields that have names, and moves on.
    #[track_caller]
    pub fn fills(&self, fields: &[(&str, &str)]) {
        for (field, text) in fields {
            if self.keys.get() {
                self.tab_to(&told("textbox", field));
                self.page.type_here(text);
            } else {
                self.page.type_into(field, text);
            }
        }
        self.goes_on();
    }

    /// Chooses, and moves on.
    #[track_caller]
    pub fn picks(&self, choices: &[&str]) {
        for choice in choices {
            self.choose(choice);
        }
        self.goes_on();
    }

    /// Said, with a note that both see. Where it is a turn, the turn is taken first.
    #[track_caller]
    pub fn says_with_note(&self, who: Who, note: &str) {
        if who != Both && self.page.has("button", &format!("{} begins", self.name(who))) {
            self.speaks(who);
        }
        self.page.type_into("A short note, if you like", note);
        let said = self.page.has("button", "It’s said");
        self.press(if said { "It’s said" } else { "Continue" });
    }

    /// Takes the floor and says it all; the page for what follows is still to come.
    #[track_caller]
    pub fn speaks(&self, who: Who) {
        self.press(&format!("{} begins", self.name(who)));
        self.page.wait_for_text(&format!("{} has the floor", self.name(who)));
        self.judge();
        self.press("I’ve said it all");
    }

    /// Puts lines on the lists of the page, and moves on.
    #[track_caller]
    pub fn lists(&self, lines: &[(&str, &str)]) {
        for (list, line) in lines {
            self.page.type_into(&format!("Add to “{list}”"), line);
            self.page.press(Key::Enter);
            self.page.wait_for_text(line);
        }
        self.goes_on();
    }

    /// Writes the sentence of both, in place of what it starts with.
    #[track_caller]
    pub fn agrees_on(&self, sentence: &str) {
        self.page.clear_field("Our words");
        self.page.type_into("Our words", sentence);
        self.press("Each says yes or no");
    }

    /// What one of them says to the sentence: `Yes I mean it`.
    #[track_caller]
    pub fn answers_sentence(&self, who: Who, word: &str) {
        self.arrive(&format!("{}, would you say this?", self.name(who)), who).picks(&[word]);
    }

    /// Both answers are opened, at once; then what the two notice, and on.
    #[track_caller]
    pub fn opens(&self, step: &str, notice: Option<&str>) {
        self.sealed(step);
        self.press("Open both");
        self.page.wait_for_focus(&told("h1", &ask(step)));
        // Of how it is between them, nothing more is asked (C16); nor where neither said anything.
        if ["ca-state", "ex-fit"].contains(&step) {
            self.page.wait_for_text("Both may stand as they are.");
        } else if notice.is_some() {
            self.page.wait_for_text("What do you notice, the two of you?");
        } else {
            self.page.wait_for("both to be open", |page| !page.has("button", "Open both"));
        }
        self.judge();
        if let Some(notice) = notice {
            self.choose(notice);
        }
        let talk = self.page.has("button", "Talk about this one");
        self.press(if talk { "Talk about this one" } else { "Continue" });
    }

    /// The page of the reveal, before it is opened: nothing of either answer is on it.
    #[track_caller]
    pub fn sealed(&self, step: &str) {
        self.page
            .wait_for_text("Both answers are sealed. One press opens them at the same moment.");
        self.page.wait_for_focus(&told("h1", &ask(step)));
        assert_eq!(self.page.text().matches("Sealed").count(), 2, "both are sealed");
        self.holder.set(None);
        self.judge();
    }

    /// All records of a kind that this browser keeps, as they are.
    #[track_caller]
    pub fn records(&self, kind: &str) -> Vec<Value> {
        records(self.page, kind)
    }
}

fn only(name: &str) -> String {
    format!("Only {name} sees this.")
}

/// All records of a kind that this browser keeps, as they are.
#[track_caller]
pub fn records(page: &Page, kind: &str) -> Vec<Value> {
    let prefix = format!("common-ground/{kind}/");
    let ours = page.storage().into_iter().filter(|(key, _)| key.starts_with(&prefix));
    ours.map(|(key, text)| serde_json::from_str(&text).unwrap_or_else(|e| panic!("{key}: {e}")))
        .collect()
}

/// How a text that is read somewhere looks: what a person would call the same look.
#[track_caller]
pub fn look_of(page: &Page, text: &str) -> Value {
    page.run(
        "const found = [...document.querySelectorAll('main *')].filter((e) => shown(e) && e.childElementCount === 0 && squash(e.textContent) === arguments[0]);
         if (!found.length) throw new Error('nothing says ' + arguments[0]);
         const looks = found.map((e) => {
           const s = getComputedStyle(e);
           return [s.fontFamily, s.fontSize, s.fontStyle, s.fontWeight, s.color, s.opacity, s.textDecorationLine, s.backgroundColor].join('|');
         });
         return [...new Set(looks)]",
        json!([text]),
    )
}

/// Brings a file in, from the page of the data on.
#[track_caller]
pub fn bring_in(page: &Page, file: &[u8]) {
    page.open("#/data");
    bring_in_here(page, file);
}

/// The same, on the page of the data.
#[track_caller]
pub fn bring_in_here(page: &Page, file: &[u8]) {
    look_into_here(page, file);
    page.click_button("Bring it in");
    page.wait_for_text("The copy is in. You can still undo it.");
}

/// Looks into a file, from the page of the data on.
#[track_caller]
pub fn look_into(page: &Page, file: &[u8]) {
    page.open("#/data");
    look_into_here(page, file);
}

/// The same, on the page of the data.
#[track_caller]
pub fn look_into_here(page: &Page, file: &[u8]) {
    page.choose_file("Choose a file", "copy.json", file);
    page.wait_for_text("Look first. Nothing has been changed.");
}
