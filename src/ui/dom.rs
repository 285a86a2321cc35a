//! Elements, and the parts of a page that follow what they read.
//!
//! Leptos' reactive system does the following; its view types are left aside. Each `view!` is a type
//! of its own, and the code for some two hundred of them came to three times the size the whole
//! program may have (`ARCHITECTURE.md`, Sizes). Here an element is made at once, by functions that
//! exist once: nothing in this file but the thinnest wrappers is generic.

use crate::platform::page;
use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::prelude::*;
use web_sys::{Comment, Document, Element, Event, HtmlElement, Node};

thread_local! {
    static DOCUMENT: Document = page::document();
}

fn document<T>(with: impl FnOnce(&Document) -> T) -> T {
    DOCUMENT.with(with)
}

/// Anything that can stand on a page: an element, a text, several of them, or nothing.
pub struct View(Option<Node>);

/// An element in the making.
#[derive(Clone)]
pub struct El(Element);

/// An HTML element of a class, or without one.
pub fn el(tag: &str, class: &str) -> El {
    let made = document(|d| d.create_element(tag)).expect("our tags are names");
    with_class(El(made), class)
}

/// An SVG element of a class, or without one.
pub fn svg(tag: &str, class: &str) -> El {
    const SVG: &str = "http://www.w3.org/2000/svg";
    let made = document(|d| d.create_element_ns(Some(SVG), tag)).expect("our tags are names");
    with_class(El(made), class)
}

fn with_class(el: El, class: &str) -> El {
    if class.is_empty() { el } else { el.attr("class", class) }
}

/// What an attribute may be set to: a text, or a switch, or nothing.
pub trait Attr {
    /// The text; none for an attribute that is not there.
    fn text(&self) -> Option<&str>;
}

impl Attr for &str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Attr for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl Attr for bool {
    fn text(&self) -> Option<&str> {
        self.then_some("")
    }
}

impl<T: Attr> Attr for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(Attr::text)
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // Fails only for names that are none.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

impl El {
    /// Sets an attribute, once.
    // By value, as all of these are: `.attr("id", id)` reads best so, and texts are moved in as they come.
    #[allow(clippy::needless_pass_by_value)]
    #[must_use]
    pub fn attr(self, name: &str, value: impl Attr) -> Self {
        set(&self.0, name, value.text());
        self
    }

    /// Keeps an attribute at what `value` says.
    #[must_use]
    pub fn live<A: Attr>(self, name: &'static str, value: impl Fn() -> A + 'static) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || set(&element, name, value().text())));
        self
    }

    /// Keeps a class there, or away.
    #[must_use]
    pub fn class_if(self, class: &'static str, there: impl Fn() -> bool + 'static) -> Self {
        let classes = self.0.class_list();
        follow(Box::new(move || {
            // Fails only for names that are none.
            let _ = classes.toggle_with_force(class, there());
        }));
        self
    }

    /// Sets a style by script, which the policy allows where it forbids a style attribute.
    #[must_use]
    pub fn style(self, name: &str, value: &str) -> Self {
        // Fails only for values that are none.
        let _ = self.element().style().set_property(name, value);
        self
    }

    /// Sets a property, such as `value`.
    #[must_use]
    pub fn prop(self, name: &str, value: &JsValue) -> Self {
        set_prop(&self.0, name, value);
        self
    }

    /// Keeps a property at what `value` says.
    #[must_use]
    pub fn live_prop<V: Into<JsValue>>(
        self,
        name: &'static str,
        value: impl Fn() -> V + 'static,
    ) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || set_prop(&element, name, &value().into())));
        self
    }

    /// Shows in a field what `text` says, when that changes; never under the hands of somebody
    /// who is typing there: where the field says something else than was last shown. Where another tab writes, nobody is.
    #[must_use]
    pub fn live_value(self, text: impl Fn() -> String + 'static) -> Self {
        let element = self.0.clone();
        let mut shown: Option<String> = None;
        follow(Box::new(move || {
            let text = text();
            let focused = page::focused().is_some_and(|f| f == element);
            let typed = shown.as_ref().is_some_and(|shown| *shown != page::value_of(&element));
            let typing = focused && typed && !matches!(element.closest("[inert]"), Ok(Some(_)));
            if shown.as_ref() != Some(&text) && !typing {
                set_prop(&element, "value", &text.as_str().into());
            }
            shown = Some(text);
        }));
        self
    }

    /// Puts something inside, behind what is there.
    #[must_use]
    pub fn with(self, child: impl Into<View>) -> Self {
        append(&self.0, child.into());
        self
    }

    /// Calls `act` at every `event`.
    #[must_use]
    pub fn on(self, event: &str, act: impl Fn(Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(act));
        self
    }

    /// Calls `act` at every click.
    #[must_use]
    pub fn click(self, act: impl Fn() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    /// Takes out all that stands in it.
    pub fn clear(&self) {
        self.0.replace_children_with_node_0();
    }

    /// The element itself, for what only the browser can do with it.
    pub fn element(&self) -> HtmlElement {
        self.0.clone().unchecked_into()
    }
}

fn set_prop(element: &Element, name: &str, value: &JsValue) {
    // Setting a member of an element cannot fail.
    let _ = js_sys::Reflect::set(element, &name.into(), value);
}

fn append(parent: &Node, child: View) {
    if let Some(child) = child.0 {
        // Fails only where a node would stand inside itself.
        let _ = parent.append_child(&child);
    }
}

fn listen(element: &Element, event: &str, act: Box<dyn Fn(Event)>) {
    let act = Closure::wrap(act).into_js_value();
    // An element takes listeners for any event.
    let _ = element.add_event_listener_with_callback(event, act.unchecked_ref());
}

/// What was typed into the field an event came from.
pub fn typed(event: &Event) -> String {
    let value = event.target().and_then(|t| js_sys::Reflect::get(&t, &"value".into()).ok());
    value.and_then(|v| v.as_string()).unwrap_or_default()
}

/// Whether the box an event came from is ticked.
pub fn ticked(event: &Event) -> bool {
    let checked = event.target().and_then(|t| js_sys::Reflect::get(&t, &"checked".into()).ok());
    checked.is_some_and(|c| c.is_truthy())
}

/// Runs `act` now, and again whenever something it read changes, as long as what it belongs to is
/// on the page.
pub fn follow(mut act: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| act());
    StoredValue::new_local(effect);
}

/// Calls `act` every `millis`, as long as what it belongs to is on the page.
pub fn every(millis: i32, act: impl Fn() + 'static) {
    StoredValue::new_local(crate::platform::timer::every(millis, act));
}

/// A part of the page that follows what `read` says: shown anew when that changes, and only then.
pub fn live<T, V>(read: impl Fn() -> T + 'static, show: impl Fn(&T) -> V + 'static) -> View
where
    T: PartialEq + 'static,
    V: Into<View>,
{
    let mut shown: Option<T> = None;
    let (part, view) = Part::new();
    follow(Box::new(move || {
        let now = read();
        if shown.as_ref() != Some(&now) {
            part.show(&mut || untrack(|| show(&now).into()));
            shown = Some(now);
        }
    }));
    view
}

/// A part of the page that is shown anew whenever something it reads changes.
pub fn again<V: Into<View>>(show: impl Fn() -> V + 'static) -> View {
    let (part, view) = Part::new();
    follow(Box::new(move || part.show(&mut || show().into())));
    view
}

/// A text that follows what it is made of.
pub fn live_text(text: impl Fn() -> String + 'static) -> View {
    let node = document(|d| d.create_text_node(""));
    let same = node.clone();
    follow(Box::new(move || same.set_data(&text())));
    View(Some(node.into()))
}

/// The stretch between two marks, and what belongs to what is shown there.
struct Part {
    start: Comment,
    end: Comment,
    owner: Owner,
}

impl Part {
    fn new() -> (Self, View) {
        let (start, end) = document(|d| (d.create_comment(""), d.create_comment("")));
        let marks = [&start, &end].map(|mark| View(Some(mark.clone().into())));
        (Self { start, end, owner: Owner::new() }, all(marks))
    }

    /// Shows something else. What belonged to the former is called off first.
    fn show(&self, make: &mut dyn FnMut() -> View) {
        let lost = self.focus_inside();
        let fresh = self.owner.with_cleanup(make);
        while let Some(next) =
            self.start.next_sibling().filter(|n| !n.is_same_node(Some(&self.end)))
        {
            next.unchecked_into::<Element>().remove();
        }
        if let (Some(parent), Some(fresh)) = (self.end.parent_node(), fresh.0) {
            // Both marks stand in the same parent, always.
            let _ = parent.insert_before(&fresh, Some(&self.end));
        }
        if let Some(lost) = lost {
            self.find_focus(&lost);
        }
    }

    /// What stands between the marks and can have the focus.
    fn focusable(&self) -> Vec<HtmlElement> {
        let mut all = Vec::new();
        let mut next = self.start.next_sibling();
        while let Some(node) = next.filter(|n| !n.is_same_node(Some(&self.end))) {
            if let Some(element) = node.dyn_ref::<HtmlElement>() {
                if element.matches(page::FOCUSABLE).unwrap_or(false) {
                    all.push(element.clone());
                }
                all.extend(page::focusable_in(element));
            }
            next = node.next_sibling();
        }
        all
    }

    /// What has the focus, if it stands between the marks, with its place among the others.
    fn focus_inside(&self) -> Option<Lost> {
        let focused = page::focused()?.dyn_into::<HtmlElement>().ok()?;
        // Nothing has it, most of the time.
        if focused.tag_name() == "BODY" {
            return None;
        }
        let at = self.focusable().iter().position(|e| *e == focused)?;
        let shown = focused.matches(":focus-visible").unwrap_or(false);
        Some(Lost { element: focused, at, shown })
    }

    /// The focus goes to what took the place of what had it, so that nobody who goes by keys is
    /// thrown back to the top of the page. Where the whole page is another one, to its heading.
    fn find_focus(&self, Lost { element: lost, at, shown }: &Lost) {
        let takes = |element: &HtmlElement| {
            page::pass_focus_on(element, *shown);
            page::focused().is_some_and(|f| f == **element)
        };
        let same = |e: &&HtmlElement| {
            let (id, text) = (lost.id(), lost.text_content());
            e.tag_name() == lost.tag_name()
                && if id.is_empty() { e.text_content() == text } else { e.id() == id }
        };
        let here = self.focusable();
        let head = here.iter().find(|e| e.tag_name() == "H1");
        let (before, after) = here.split_at((*at).min(here.len()));
        let near = after.iter().chain(before.iter().rev());
        if head.into_iter().chain(here.iter().find(same)).chain(near).any(takes) {
            return;
        }
        let mut around = self.end.parent_element();
        while let Some(element) = around {
            if page::focusable_in(&element).iter().any(takes) {
                return;
            }
            around = element.parent_element();
        }
    }
}

/// What had the focus and goes: its place among what can have it, and whether one saw it.
struct Lost {
    element: HtmlElement,
    at: usize,
    shown: bool,
}

/// Several things, one after another.
pub fn all<const N: usize>(views: [View; N]) -> View {
    joined(views.into_iter())
}

fn joined(views: impl Iterator<Item = View>) -> View {
    let whole = document(Document::create_document_fragment);
    for view in views {
        append(&whole, view);
    }
    View(Some(whole.into()))
}

/// Nothing.
pub fn nothing() -> View {
    View(None)
}

impl From<El> for View {
    fn from(el: El) -> Self {
        Self(Some(el.0.into()))
    }
}

impl From<&str> for View {
    fn from(text: &str) -> Self {
        Self(Some(document(|d| d.create_text_node(text)).into()))
    }
}

impl From<String> for View {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

macro_rules! together {
    ($($name:ident),+) => {
        impl<$($name: Into<View>),+> From<($($name,)+)> for View {
            #[allow(non_snake_case)]
            fn from(($($name,)+): ($($name,)+)) -> Self {
                all([$($name.into()),+])
            }
        }
    };
}

together!(A, B);
together!(A, B, C);
together!(A, B, C, D);
together!(A, B, C, D, E);

impl<V: Into<View>> From<Option<V>> for View {
    fn from(view: Option<V>) -> Self {
        view.map_or_else(nothing, Into::into)
    }
}

impl<V: Into<View>> From<Vec<V>> for View {
    fn from(views: Vec<V>) -> Self {
        joined(views.into_iter().map(Into::into))
    }
}

/// To stand at the root: made already, so there is nothing to build.
impl Render for View {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(self, state: &mut Self) {
        *state = self;
    }
}

impl Mountable for View {
    fn unmount(&mut self) {}

    fn mount(&mut self, parent: &Element, _before: Option<&Node>) {
        append(parent, Self(self.0.take()));
    }

    fn insert_before_this(&self, _child: &mut dyn Mountable) -> bool {
        false
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}
