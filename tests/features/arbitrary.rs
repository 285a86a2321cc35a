//! Workspaces as a file might hold them, built record by record: nothing of it need ever have been
//! done by anybody. Ids come from a small stock, so that two workspaces share some.

use common_ground::codec::record::{self, Bounded};
use common_ground::domain::device::Device;
use common_ground::domain::map::Map;
use common_ground::domain::merge::Merge;
use common_ground::domain::outcome::{Agreement, Commitment, Talk, Thread};
use common_ground::domain::own::OwnDialogue;
use common_ground::domain::person::Partnership;
use common_ground::domain::run::Run;
use common_ground::domain::session::Session;
use common_ground::domain::workspace::{Record, Workspace};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::texts;

/// Steps of the dialogues, and steps nobody knows.
const STEPS: &[&str] = &[
    "cb-purpose",
    "cb-hope-today",
    "cb-same-way",
    "ks-reflect",
    "ks-each",
    "no-such-step",
    "__proto__",
];

/// Moments, some of them equal, in several zones, at both ends of what is taken.
const MOMENTS: &[&str] = &[
    "2026-03-01T12:00:00+01:00",
    "2026-03-01T12:00:01+01:00",
    "2026-03-01T11:00:00Z",
    "2026-03-01T19:00:00.123456789+08:00",
    "2026-03-01T07:30:00-03:30",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
];

/// Builds records by chance.
pub struct Builder<'b> {
    dice: Dice<'b>,
}

fn id(kind: u8, n: usize) -> String {
    format!("{:032x}", (u128::from(kind) << 64) | (n as u128 + 1))
}

fn set(map: &mut Value, key: &str, value: Value) {
    map.as_object_mut().expect("an object").insert(key.to_owned(), value);
}

impl<'b> Builder<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { dice: Dice::new(bytes) }
    }

    fn text(&mut self) -> String {
        texts::by(&mut self.dice)
    }

    /// Where none would be left out.
    fn some_text(&mut self) -> String {
        format!("·{}", self.text())
    }

    fn moment(&mut self) -> Value {
        json!(self.dice.pick(MOMENTS))
    }

    fn step(&mut self) -> &'static str {
        self.dice.pick::<&'static str>(STEPS)
    }

    fn one_of(&mut self, names: &[&str]) -> Value {
        json!(self.dice.pick(names))
    }

    /// Sets a key now and then.
    fn maybe(&mut self, map: &mut Value, key: &str, value: impl FnOnce(&mut Self) -> Value) {
        if self.dice.one_in(3) {
            let value = value(self);
            set(map, key, value);
        }
    }

    fn side(&mut self) -> Value {
        self.one_of(&["first", "second"])
    }

    fn words(&mut self) -> Value {
        let mut words = json!({});
        self.maybe(&mut words, "text", |b| json!(b.text()));
        self.maybe(&mut words, "own", |b| json!(b.text()));
        self.maybe(&mut words, "number", |b| json!(1 + b.dice.below(5)));
        self.maybe(&mut words, "picks", |b| {
            (0..b.dice.below(3)).map(|_| b.one_of(&["mostly", "foggy", "x"])).collect()
        });
        self.maybe(&mut words, "items", |b| {
            (0..b.dice.below(3))
                .map(|_| {
                    let mut item = json!({"text": b.text()});
                    b.maybe(&mut item, "field", |b| b.one_of(&["soon", "later", ""]));
                    item
                })
                .collect()
        });
        words
    }

    fn also(&mut self, record: &mut Value) {
        self.maybe(record, "also", |b| {
            (0..b.dice.below(3))
                .map(|_| json!({"words": b.words(), "changed": b.moment()}))
                .collect()
        });
    }

    fn entries(&mut self) -> Value {
        let mut entries: Vec<Value> = Vec::new();
        for step in STEPS {
            for who in ["first", "second", "both"] {
                if self.dice.below(4) > 0 {
                    continue;
                }
                let mut entry = json!({
                    "step": step,
                    "who": who,
                    "how": self.one_of(&["wrote", "said-it", "skipped", "seen"]),
                    "words": self.words(),
                    "visibility": self.one_of(&["private", "shared", "spoken"]),
                    "changed": self.moment(),
                });
                self.maybe(&mut entry, "given", Self::moment);
                self.maybe(&mut entry, "released", Self::moment);
                self.also(&mut entry);
                entries.push(entry);
            }
        }
        json!(entries)
    }

    fn place(&mut self) -> Value {
        let side = self.side();
        let part = match self.dice.below(5) {
            0 => json!({"own": side}),
            1 => json!({"yes": side}),
            _ => self.one_of(&["together", "reveal", "outcome"]),
        };
        json!({"step": self.step(), "part": part})
    }

    pub fn partnership(&mut self, n: usize) -> Value {
        let kind = match self.dice.below(3) {
            0 => json!({"own": self.text()}),
            _ => self.one_of(&["unsaid", "coach-and-client", "colleagues", "partners", "peers"]),
        };
        let mut person = || {
            let mut person = json!({"name": self.text()});
            self.maybe(&mut person, "language", |b| b.one_of(&["ar", "en-GB"]));
            self.maybe(&mut person, "zone", |b| b.one_of(&["Asia/Taipei", "Europe/Berlin"]));
            self.maybe(&mut person, "form", |b| b.one_of(&["she/her", "Sie", "هي"]));
            person
        };
        let people = [person(), person()];
        let mut pair = json!({
            "id": id(1, n),
            "people": people,
            "kind": kind,
            "status": self.one_of(&["active", "paused", "ended-kindly"]),
            "since": self.moment(),
            "changed": self.moment(),
        });
        self.maybe(&mut pair, "pick-up", |b| json!(id(3, b.dice.below(6))));
        self.maybe(&mut pair, "mine", Self::side);
        self.maybe(&mut pair, "later", |b| {
            let later = |b: &mut Self| json!({"run": id(3, b.dice.below(6)), "who": b.side(), "at": b.moment()});
            (0..b.dice.below(3)).map(|_| later(b)).collect()
        });
        self.maybe(&mut pair, "erased", |b| {
            let erased = |b: &mut Self| json!({"run": id(3, b.dice.below(6)), "steps": ["cb-hope-today"], "records": [id(5, b.dice.below(6))]});
            (0..b.dice.below(3)).map(|_| erased(b)).collect()
        });
        self.maybe(&mut pair, "declined", |b| {
            let declined = |b: &mut Self, offer: &str| {
                let mut declined = json!({"offer": offer});
                b.maybe(&mut declined, "until", Self::moment);
                declined
            };
            ["long-view", "wrap-up"].map(|offer| declined(b, offer)).into()
        });
        pair
    }

    pub fn session(&mut self, pair: usize, n: usize) -> Value {
        let mut session = json!({
            "id": id(2, n),
            "pair": id(1, pair),
            "started": self.moment(),
            "mode": self.one_of(&["solo", "side-by-side", "leader-only", "apart"]),
            "way": self.one_of(&["whole", "short"]),
            "opener": self.side(),
            "changed": self.moment(),
        });
        self.maybe(&mut session, "ended", Self::moment);
        self.maybe(&mut session, "spoken-only", |_| json!(true));
        session
    }

    pub fn run(&mut self, pair: usize, session: usize, n: usize) -> Value {
        let state = match self.dice.below(4) {
            0 => json!({"paused-until": self.moment()}),
            1 => json!({"closed": self.moment()}),
            _ => self.one_of(&["going", "resting"]),
        };
        let mut run = json!({
            "id": id(3, n),
            "pair": id(1, pair),
            "session": id(2, session),
            "dialogue": self.one_of(&["coalition", "clearing", "wrapup", "kitchen-sink", "no-such-dialogue"]),
            "content": 1 + self.dice.below(3),
            "round": 1 + self.dice.below(3),
            "state": state,
            "turn-minutes": self.dice.below(11),
            "began": self.moment(),
            "changed": self.moment(),
        });
        let entries = self.entries();
        set(&mut run, "entries", entries);
        self.maybe(&mut run, "at", Self::place);
        self.maybe(&mut run, "about", |b| json!(id(4, b.dice.below(4))));
        self.maybe(&mut run, "first", Self::side);
        self.maybe(&mut run, "turns", |b| {
            let mut turn = json!({"step": b.step(), "who": b.side(), "used": b.dice.below(600)});
            b.maybe(&mut turn, "since", Self::moment);
            json!([turn])
        });
        self.maybe(&mut run, "asked", Self::asked);
        self.maybe(&mut run, "own", |b| {
            let mut own = b.definition();
            // What is blank is left out.
            set(&mut own, "title", json!("Ours"));
            own
        });
        self.maybe(&mut run, "crossed", |b| {
            let sides = ["first", "second"].into_iter().filter(|_| b.dice.one_in(2));
            let sides: Vec<&str> = sides.collect();
            sides.into_iter().map(|who| b.crossing(who)).collect()
        });
        self.maybe(&mut run, "shared", |b| {
            let shared = |n| {
                if b.dice.one_in(2) {
                    json!({"id": id(5, n), "gone": true})
                } else {
                    json!({"id": id(5, n)})
                }
            };
            (0..3).map(shared).collect()
        });
        run
    }

    fn asked(&mut self) -> Value {
        let mut asked = json!({"by": self.side(), "at": self.moment()});
        self.maybe(&mut asked, "questions", |b| json!([b.step()]));
        self.maybe(&mut asked, "own", |b| (0..b.dice.below(4)).map(|_| json!(b.text())).collect());
        self.maybe(&mut asked, "greeting", |b| json!(b.text()));
        self.maybe(&mut asked, "reply", |b| b.one_of(&["yes", "not-today", "no"]));
        asked
    }

    fn crossing(&mut self, who: &str) -> Value {
        let mut crossing = json!({"who": who, "at": self.moment()});
        self.maybe(&mut crossing, "steps", |b| json!([b.step()]));
        self.maybe(&mut crossing, "seals", |b| {
            let mut seal = json!({"step": b.step()});
            b.maybe(&mut seal, "hash", |b| json!(b.text()));
            b.maybe(&mut seal, "salt", |_| json!("AAECAwQFBgcICQoLDA0ODw"));
            json!([seal])
        });
        crossing
    }

    fn of_run(&mut self, kind: u8, n: usize, pair: usize, run: usize) -> Value {
        json!({
            "id": id(kind, n),
            "pair": id(1, pair),
            "run": id(3, run),
            "step": self.step(),
            "changed": self.moment(),
        })
    }

    pub fn commitment(&mut self, n: usize, pair: usize, run: usize) -> Value {
        let mut record = self.of_run(4, n, pair, run);
        let mut plan = json!({"what": self.text()});
        for part in ["why", "lighter", "helps", "partner-helps"] {
            self.maybe(&mut plan, part, |b| json!(b.text()));
        }
        self.maybe(&mut plan, "by", |b| b.one_of(&["0001-01-01", "2026-03-02", "9999-12-31"]));
        let remind = self.one_of(&["no", "once", "weekly", "monthly"]);
        set(&mut plan, "remind", remind);
        set(&mut record, "plan", plan);
        let owner = self.side();
        set(&mut record, "owner", owner);
        let states = ["chosen", "done", "resting", "changed", "let-go"];
        let standing = self.one_of(&states);
        set(&mut record, "standing", standing);
        let chosen = self.moment();
        set(&mut record, "chosen", chosen);
        self.maybe(&mut record, "open", |_| json!(true));
        self.maybe(&mut record, "kept", |_| json!(true));
        self.maybe(&mut record, "history", |b| {
            (0..b.dice.below(3))
                .map(|_| json!({"standing": b.one_of(&states), "at": b.moment()}))
                .collect()
        });
        self.also(&mut record);
        record
    }

    pub fn agreement(&mut self, n: usize, pair: usize, run: usize) -> Value {
        let mut record = self.of_run(5, n, pair, run);
        let made = self.moment();
        set(&mut record, "made", made);
        self.maybe(&mut record, "about", |b| json!(id(4, b.dice.below(4))));
        self.maybe(&mut record, "text", |b| json!(b.text()));
        self.maybe(&mut record, "picks", |b| json!([b.one_of(&["listen", "ask"])]));
        self.maybe(&mut record, "withdrawn-by", Self::side);
        self.maybe(&mut record, "asked-by", Self::side);
        self.maybe(&mut record, "replaces", |b| json!(id(5, b.dice.below(4))));
        self.maybe(&mut record, "replaced-by", |b| json!(id(5, b.dice.below(4))));
        let mut said = Vec::new();
        for who in ["first", "second"] {
            if self.dice.one_in(2) {
                let state = self.one_of(&["yes", "not-yet", "change-it", "skipped"]);
                said.push(json!({"who": who, "state": state, "at": self.moment()}));
            }
        }
        set(&mut record, "affirmations", json!(said));
        self.also(&mut record);
        record
    }

    pub fn thread(&mut self, n: usize, pair: usize, run: usize) -> Value {
        let mut record = self.of_run(6, n, pair, run);
        let state = self.one_of(&["open", "picked-up", "dropped"]);
        set(&mut record, "state", state);
        self.maybe(&mut record, "text", |b| json!(b.text()));
        self.also(&mut record);
        record
    }

    pub fn talk(&mut self, n: usize, pair: usize, run: usize) -> Value {
        let mut record = self.of_run(7, n, pair, run);
        let moments = ["0001-01-01T00:00:00", "2026-06-14T09:00:00", "9999-12-31T23:59:59"];
        let next = match self.dice.below(3) {
            0 => {
                let zone = self.one_of(&["Asia/Taipei", "America/Halifax", ""]);
                json!({"at": {"at": self.one_of(&moments), "zone": zone}})
            }
            _ => self.one_of(&["we-will-find-one", "not-for-now"]),
        };
        set(&mut record, "next", next);
        self.maybe(&mut record, "who", Self::side);
        self.maybe(&mut record, "again", |b| json!({"at": b.one_of(&moments)}));
        record
    }

    fn choice(&mut self, options: &[&str]) -> Value {
        let mut choice = json!({});
        self.maybe(&mut choice, "pick", |b| b.one_of(options));
        self.maybe(&mut choice, "own", |b| json!(b.text()));
        choice
    }

    /// A map whose writer wants all of it in copies: what stays out of them has a test of its own.
    pub fn map(&mut self, n: usize) -> Value {
        let day = |b: &mut Self| b.one_of(&["0001-01-01", "2026-03-02", "9999-12-31"]);
        let mut map = json!({"id": id(8, n), "made": self.moment(), "changed": self.moment()});
        let situations: Vec<Value> = (0..self.dice.below(3))
            .map(|i| {
                let mut situation = json!({"id": id(9, n * 4 + i), "changed": self.moment()});
                self.maybe(&mut situation, "text", |b| json!(b.text()));
                self.maybe(&mut situation, "result", |b| json!(b.text()));
                self.also(&mut situation);
                situation
            })
            .collect();
        set(&mut map, "situations", json!(situations));
        self.maybe(&mut map, "taken", |b| json!(id(9, b.dice.below(6))));
        self.maybe(&mut map, "own-order", |_| json!(true));
        let talks: Vec<Value> = (0..self.dice.below(4))
            .map(|i| {
                let mut note = json!({"moves-in-copies": true});
                for part in ["person", "purpose", "reason", "waiting", "sign", "moves"] {
                    self.maybe(&mut note, part, |b| json!(b.text()));
                }
                for part in ["date", "chosen", "nudged"] {
                    self.maybe(&mut note, part, day);
                }
                let weights = ["a-little", "unlocks-the-rest", "in-my-own-words", "no-such"];
                self.maybe(&mut note, "weight", |b| b.choice(&weights));
                self.maybe(&mut note, "time", |b| b.choice(&["a-date", "this-week", "no-rush"]));
                self.maybe(&mut note, "guide", |b| b.choice(&["clearing", "no-guide", "map"]));
                self.maybe(&mut note, "nudge", |b| b.choice(&["monthly", "own-rhythm", "no"]));
                self.maybe(&mut note, "weeks", |b| json!(b.dice.below(521)));
                self.maybe(&mut note, "first", |b| json!({"what": b.text(), "remind": "weekly"}));
                let mut talk =
                    json!({"id": id(10, n * 4 + i), "note": note, "changed": self.moment()});
                self.also(&mut talk);
                talk
            })
            .collect();
        set(&mut map, "talks", json!(talks));
        map
    }

    /// What a dialogue of one's own asks; whether it can be held is another matter.
    pub fn definition(&mut self) -> Value {
        let mut definition = json!({});
        self.maybe(&mut definition, "from", |b| b.one_of(&["coalition", "clearing", "no-such"]));
        self.maybe(&mut definition, "title", |b| json!(b.text()));
        self.maybe(&mut definition, "invites", |b| json!(b.text()));
        let stages: Vec<Value> = (0..self.dice.below(3))
            .map(|_| {
                let mut stage = json!({"id": self.one_of(&["wants", "own-1"])});
                self.maybe(&mut stage, "name", |b| json!(b.text()));
                let steps = (0..self.dice.below(4)).map(|_| self.own_step()).collect();
                set(&mut stage, "steps", steps);
                stage
            })
            .collect();
        set(&mut definition, "stages", json!(stages));
        definition
    }

    fn own_step(&mut self) -> Value {
        let mut step = json!({"id": self.one_of(&["cb-my-aim", "own-1", "own-2", "__proto__"])});
        for part in ["name", "ask", "hint"] {
            self.maybe(&mut step, part, |b| json!(b.text()));
        }
        self.maybe(&mut step, "hidden", |_| json!(true));
        self.maybe(&mut step, "kind", |b| b.one_of(&["each", "choose", "guide", "agree"]));
        self.maybe(&mut step, "options", |b| {
            (0..b.dice.below(3)).map(|_| json!(b.text())).collect()
        });
        self.maybe(&mut step, "answers", |b| {
            let id = b.one_of(&["clear", "yes", "__proto__"]);
            json!({ id.as_str().expect("a name"): b.some_text() })
        });
        self.maybe(&mut step, "labels", |b| json!({ "1": b.some_text(), "5": b.some_text() }));
        self.maybe(&mut step, "fields", |b| json!({ "soon": b.some_text() }));
        step
    }

    /// A dialogue of one's own: of two people, or of nobody but its writer.
    pub fn own(&mut self, n: usize, pair: Option<usize>) -> Value {
        let mut own = json!({
            "id": id(11, n),
            "definition": self.definition(),
            "made": self.moment(),
            "changed": self.moment(),
        });
        if let Some(pair) = pair {
            set(&mut own, "pair", json!(id(1, pair)));
        }
        self.maybe(&mut own, "also", |b| {
            (0..b.dice.below(3))
                .map(|_| json!({"definition": b.definition(), "changed": b.moment()}))
                .collect()
        });
        own
    }

    pub fn device(&mut self) -> Value {
        let mut device = json!({});
        self.maybe(&mut device, "copied", Self::moment);
        self.maybe(&mut device, "changed-since", |b| json!(b.dice.below(200)));
        self.maybe(&mut device, "remind", |b| b.one_of(&["often", "seldom", "never"]));
        self.maybe(&mut device, "text-size", |b| b.one_of(&["usual", "larger", "largest"]));
        self.maybe(&mut device, "asked-to-persist", |_| json!(true));
        self.maybe(&mut device, "reading-pace", |b| b.one_of(&["usual", "slower", "faster"]));
        self.maybe(&mut device, "chime", |_| json!(true));
        self.maybe(&mut device, "leave-erases", |_| json!(true));
        self.maybe(&mut device, "safe-line", |b| json!(b.text()));
        device
    }
}

/// Reads a record that was built to be read.
pub fn read<T: Bounded>(record: &Value) -> T {
    record::read(&record.to_string()).unwrap_or_else(|bad| panic!("{bad:?}: {record}"))
}

fn take<T: Record + Bounded>(workspace: &mut Workspace, record: &Value) {
    workspace.take::<T>(read(record));
}

/// A workspace by chance. Which partnership, session and run a record belongs to follows from its
/// number, so that the same number is the same thing in every workspace.
pub fn workspace(bytes: &[u8]) -> Workspace {
    let mut b = Builder::new(bytes);
    let device = read::<Device>(&b.device());
    let mut w = Workspace { device, ..Workspace::default() };
    for pair in 0..2 {
        if b.dice.below(4) == 0 {
            continue;
        }
        take::<Partnership>(&mut w, &b.partnership(pair));
        for session in [pair, pair + 2] {
            if b.dice.below(3) == 0 {
                continue;
            }
            take::<Session>(&mut w, &b.session(pair, session));
            if b.dice.below(4) == 0 {
                continue;
            }
            take::<Run>(&mut w, &b.run(pair, session, session));
            if b.dice.one_in(2) {
                take::<Commitment>(&mut w, &b.commitment(session, pair, session));
            }
            if b.dice.one_in(2) {
                take::<Agreement>(&mut w, &b.agreement(session, pair, session));
            }
            if b.dice.one_in(2) {
                take::<Thread>(&mut w, &b.thread(session, pair, session));
            }
            if b.dice.one_in(2) {
                take::<Talk>(&mut w, &b.talk(session, pair, session));
            }
        }
    }
    for map in 0..2 {
        if b.dice.one_in(3) {
            take::<Map>(&mut w, &b.map(map));
        }
    }
    for own in 0..4 {
        let pair = own / 2;
        let is_there = own % 2 == 0
            || w.partnerships.get(uuid::Uuid::from_u128((1 << 64) | (pair as u128 + 1))).is_some();
        if is_there && b.dice.one_in(3) {
            let own = b.own(own, (own % 2 == 1).then_some(pair));
            w.take(read::<OwnDialogue>(&own).tidied());
        }
    }
    w
}
