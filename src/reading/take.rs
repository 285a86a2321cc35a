//! What is read, to take along: as a text (Markdown), and as a keepsake, a page that anyone can read and print
//! without the program and from which the program reads the copy in it. Both are made a sitting at a time.

use super::{Fact, Head, Line, Piece, Sitting, assent_key};
use crate::codec::keepsake::{block, escaped};
use crate::codec::markdown::{Markdown, isolated};
use crate::content::words::{LANGUAGE, fill, say};
use crate::domain::person::{Author, Side};
use crate::domain::time::{Day, LocalMoment, Stamp};

/// What names and dates are called, which only the page and the browser know.
pub struct Says<'a> {
    pub names: [&'a str; 2],
    /// The letters in their shapes.
    pub initials: [&'a str; 2],
    /// The languages they write in; empty where that is not known.
    pub languages: [&'a str; 2],
    /// A date with its year.
    pub date: &'a dyn Fn(Stamp) -> String,
    /// A day, in the language of one of them.
    pub day: &'a dyn Fn(Day, Side) -> String,
    /// A moment, once or on each of their clocks.
    pub when: &'a dyn Fn(&LocalMoment) -> Vec<String>,
}

/// What stands above it all.
pub struct Front<'a> {
    /// What of it is in the file, in a sentence.
    pub holds: &'a str,
    pub made: Stamp,
}

impl Says<'_> {
    fn both(&self) -> String {
        let [a, b] = self.names;
        fill(say("pair.both"), &[("a", a), ("b", b)])
    }

    /// A sentence of ours with one name and the other.
    fn of(&self, key: &'static str, side: Side) -> String {
        let (name, other) = (self.names[side.index()], self.names[side.other().index()]);
        fill(say(key), &[("name", name), ("other", other)])
    }

    fn saved(&self, made: Stamp) -> String {
        fill(say("take.saved-on"), &[("date", &(self.date)(made))])
    }

    fn head(&self, head: &Head) -> String {
        match head {
            Head::Question(words) => (*words).to_owned(),
            Head::Own(words) => isolated(words),
            Head::Of(key, side) => self.of(key, *side),
            Head::Ours(key) => say(key).to_owned(),
        }
    }

    fn facts(&self, facts: &[Fact]) -> Vec<String> {
        let one = |fact: &Fact| match fact {
            Fact::Stands(all) => {
                let one = |side: Side| self.of(assent_key(all[side.index()]), side);
                Side::BOTH.map(one).to_vec()
            }
            Fact::NoLonger => vec![say("agree.no-longer").to_owned()],
            Fact::LookAgain(day, side) => {
                vec![fill(say("plan.look-again"), &[("date", &(self.day)(*day, *side))])]
            }
            Fact::When(moment) => (self.when)(moment),
            Fact::WillFind => vec![say("next.find").to_owned()],
        };
        facts.iter().flat_map(one).collect()
    }

    /// Who said it, as one says that.
    fn who(&self, who: Author) -> String {
        who.side().map_or_else(|| self.both(), |side| isolated(self.names[side.index()]))
    }
}

/// The conversations of a sitting, each by its name; nothing where there is neither a word of them nor a date to leave.
fn talks(sitting: &Sitting) -> Option<impl Iterator<Item = (&'static str, Vec<&Piece>)>> {
    let known = |piece: &&Piece| piece.has_words();
    let talks = sitting
        .talks
        .iter()
        .map(move |talk| (talk.title, talk.pieces.iter().filter(known).collect::<Vec<_>>()));
    let talks: Vec<_> = talks.filter(|(_, pieces)| !pieces.is_empty()).collect();
    (sitting.leaves_its_date || !talks.is_empty()).then(|| talks.into_iter())
}

/// A text in the making.
pub struct Text(Markdown);

impl Text {
    /// Names, what is in it, and when it was made.
    #[must_use]
    pub fn begun(says: &Says, front: &Front) -> Self {
        let mut text = Markdown::default();
        text.heading(1, &says.both());
        text.paragraph(front.holds);
        text.paragraph(&says.saved(front.made));
        Self(text)
    }

    /// The next sitting.
    pub fn add(&mut self, says: &Says, sitting: &Sitting) {
        let Some(talks) = talks(sitting) else { return };
        self.0.heading(2, &(says.date)(sitting.started));
        for (title, pieces) in talks {
            self.0.heading(3, title);
            for piece in pieces {
                self.piece(says, piece);
            }
        }
    }

    fn piece(&mut self, says: &Says, piece: &Piece) {
        let text = &mut self.0;
        let head = says.head(&piece.head);
        match piece.head {
            Head::Question(_) | Head::Own(_) => {
                text.heading(4, &format!("{}: {head}", says.who(piece.who)));
            }
            Head::Of(..) | Head::Ours(_) => text.heading(4, &head),
        }
        if let Some(side) = piece.who.side().filter(|_| piece.private) {
            text.paragraph(&says.of("turn.private", side));
        }
        let is_chosen = |line: &Line| matches!(line, Line::Chosen(_) | Line::Plain(_));
        for group in piece.lines.chunk_by(|one, next| is_chosen(one) && is_chosen(next)) {
            if group.first().is_some_and(is_chosen) {
                text.list(group.iter().filter_map(Line::text));
                continue;
            }
            for line in group {
                match line {
                    Line::Words(words) => text.quote(words),
                    Line::Label(words) | Line::Chosen(words) | Line::Plain(words) => {
                        text.paragraph(words);
                    }
                    Line::SaidAloud => text.paragraph(say("answer.said-aloud")),
                    Line::ChoseNotToSay => text.paragraph(say("answer.chose-not-to-say")),
                    Line::Sealed => text.paragraph(say("answer.sealed")),
                }
            }
        }
        says.facts(&piece.facts).iter().for_each(|fact| text.paragraph(fact));
    }

    /// The file.
    #[must_use]
    pub fn finish(self) -> String {
        self.0.finish()
    }
}

/// How a keepsake looks. The policy names its fingerprint; a test compares the two.
pub const STYLE: &str = include_str!("keepsake.css");
/// What the page may do: nothing but be looked at, in this style.
pub const POLICY: &str = "default-src 'none'; style-src 'sha256-+fPwloYwdPLVU66hO4aooHfBWl4KrI09kC/DEyJbDmY='; base-uri 'none'; form-action 'none'";

/// The sign for what is of both.
const BOTH: &str = "<span class=\"both\" aria-hidden=\"true\"><span class=\"shape a\"></span><span class=\"shape b\"></span></span>";

/// A keepsake in the making.
pub struct Keepsake(String);

impl Keepsake {
    /// Names, what is in it, when it was made, and how it is brought in again. The title tells nobody anything (D.12).
    #[must_use]
    pub fn begun(says: &Says, front: &Front) -> Self {
        let mut page = Self(String::new());
        page.raw("<!doctype html>\n<html lang=\"");
        page.raw(LANGUAGE);
        page.raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.raw(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"));
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
        page.element("title", "", say("app.name"));
        page.raw(&format!("<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n"));
        page.raw("<p class=\"pair\" aria-hidden=\"true\">");
        for side in Side::BOTH {
            page.shape(says, side);
        }
        page.raw("</p>\n");
        page.element("h1", "", &says.both());
        page.element("p", "", front.holds);
        page.element("p", "small", &says.saved(front.made));
        page.raw("</header>\n");
        page
    }

    /// The next sitting.
    pub fn add(&mut self, says: &Says, sitting: &Sitting) {
        let Some(talks) = talks(sitting) else { return };
        self.raw("<section>\n");
        self.element("h2", "", &(says.date)(sitting.started));
        for (title, pieces) in talks {
            self.raw("<div class=\"talk\">\n");
            self.element("h3", "", title);
            for piece in pieces {
                self.piece(says, piece);
            }
            self.raw("</div>\n");
        }
        self.raw("</section>\n");
    }

    /// The file, with the copy in it.
    #[must_use]
    pub fn finish(mut self, copy: &str) -> String {
        self.raw("</main>\n<footer>\n");
        self.element("p", "small", say("take.how-back"));
        self.raw("</footer>\n");
        self.raw(&block(copy));
        self.raw("\n</body>\n</html>\n");
        self.0
    }

    fn piece(&mut self, says: &Says, piece: &Piece) {
        let ink = match piece.who {
            Author::First => "a",
            Author::Second => "b",
            Author::Both => "t",
        };
        let private = piece.who.side().filter(|_| piece.private);
        let only = if private.is_some() { " only" } else { "" };
        self.raw(&format!("<div class=\"piece {ink}{only}\">\n<h4>"));
        match piece.who.side() {
            Some(side) => self.shape(says, side),
            None => self.raw(BOTH),
        }
        let head = says.head(&piece.head);
        match piece.head {
            Head::Question(_) | Head::Own(_) => {
                self.raw("<span class=\"who\">");
                self.text(&says.who(piece.who));
                self.raw("</span> ");
                self.text(&head);
            }
            Head::Of(..) | Head::Ours(_) => self.text(&head),
        }
        self.raw("</h4>\n");
        if let Some(side) = private {
            self.element("p", "small", &says.of("turn.private", side));
        }
        let language = piece.who.side().map_or("", |side| says.languages[side.index()]);
        piece.lines.iter().for_each(|line| self.line(line, language));
        says.facts(&piece.facts).iter().for_each(|fact| self.element("p", "small", fact));
        self.raw("</div>\n");
    }

    fn line(&mut self, line: &Line, language: &str) {
        match line {
            Line::Words(words) => {
                self.raw("<p class=\"words\" dir=\"auto\"");
                if !language.is_empty() {
                    self.raw(" lang=\"");
                    self.text(language);
                    self.raw("\"");
                }
                self.raw(">");
                self.text(words);
                self.raw("</p>\n");
            }
            Line::Chosen(words) => self.element("p", "words chosen", words),
            Line::Plain(words) => self.element("p", "words", words),
            Line::Label(words) => self.element("p", "small", words),
            Line::SaidAloud => self.element("p", "small", say("answer.said-aloud")),
            Line::ChoseNotToSay => self.element("p", "small", say("answer.chose-not-to-say")),
            Line::Sealed => self.element("p", "small", say("answer.sealed")),
        }
    }

    /// Shape and initial of one of the two. A person is never only a colour.
    fn shape(&mut self, says: &Says, side: Side) {
        let ink = if side == Side::First { "a" } else { "b" };
        self.raw(&format!("<span class=\"shape {ink}\" aria-hidden=\"true\">"));
        self.text(says.initials[side.index()]);
        self.raw("</span>");
    }

    fn element(&mut self, tag: &str, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.raw(&format!("<{tag}{class}>"));
        self.text(text);
        self.raw(&format!("</{tag}>\n"));
    }

    fn text(&mut self, text: &str) {
        self.raw(&escaped(text));
    }

    fn raw(&mut self, html: &str) {
        self.0.push_str(html);
    }
}
