// What a story needs to find its way on a page as a person does: by role and name. Sent along with each command
// that needs it, so the page itself never carries anything of ours.
// The marks that set a text of another direction apart are not for reading.
const unmarked = (text) => text.replace(/[\u2066-\u2069]/g, "");
const squash = (text) => unmarked(text).replace(/[\s\u00a0]+/g, " ").trim();

// The name of an element, near enough to the standard for our own markup; the browser's own answer is asked
// for before anything is clicked, and has to be the same.
const nameOf = (element) => {
  const text = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.getAttribute("aria-hidden") === "true" || node.hidden) return "";
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return "";
    if (node.hasAttribute("aria-label")) return node.getAttribute("aria-label");
    if (node.tagName === "IMG") return node.alt;
    if (node.tagName === "svg" || node.tagName === "SVG") return node.querySelector("title")?.textContent ?? "";
    if (node.matches("textarea, select, script, style")) return "";
    const inner = [...node.childNodes].map(text).join("");
    return /^(inline|contents)/.test(style.display) ? inner : ` ${inner} `;
  };
  const by = element.getAttribute("aria-labelledby");
  if (by) {
    const parts = by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    if (parts.length) return squash(parts.map(text).join(" "));
  }
  if (element.getAttribute("aria-label")?.trim()) return squash(element.getAttribute("aria-label"));
  if (element.labels?.length) {
    return squash([...element.labels].map((label) => [...label.childNodes].map(text).join("")).join(" "));
  }
  if (element.tagName === "FIELDSET") return squash([...(element.querySelector("legend")?.childNodes ?? [])].map(text).join(""));
  if (element.tagName === "INPUT" && /^(submit|button|reset)$/.test(element.type)) return squash(element.value);
  if (element.matches("input, textarea, select")) return squash(element.title || element.placeholder || "");
  return squash([...element.childNodes].map(text).join("")) || squash(element.title || "");
};

const KINDS = {
  button: 'button, [role="button"], input[type="submit"], input[type="button"], summary',
  link: 'a[href], [role="link"]',
  field: 'textarea, input:not([type="radio"], [type="checkbox"], [type="submit"], [type="button"], [type="hidden"], [type="file"], [type="range"]), [role="textbox"], [contenteditable="true"]',
  file: 'input[type="file"]',
  choice: 'input[type="radio"], input[type="checkbox"], [role="radio"], [role="checkbox"], [role="switch"], [role="tab"], [role="option"]',
  slider: 'input[type="range"], [role="slider"]',
  select: "select",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  region: "main, nav, header, footer, aside, section, form, fieldset, dialog, article, [role]",
};

// Shown to a person: drawn somewhere, and not merely a native control hidden behind its own label.
const shown = (element) => {
  if (!element.isConnected || element.closest("[hidden], [inert]")) return false;
  if (element.checkVisibility) {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
  }
  return true;
};

const roleOf = (element) => {
  const role = element.getAttribute("role");
  if (role) return role;
  const tag = element.tagName.toLowerCase();
  if (tag === "input") return element.type === "text" ? "textbox" : element.type;
  return { a: "link", textarea: "textbox", select: "combobox", summary: "button" }[tag] ?? tag;
};

const describe = (element) => {
  if (!element || element === document.body || element === document.documentElement) return "page";
  const name = nameOf(element);
  return name.length > 120 ? `${roleOf(element)} "${name.slice(0, 120)}..."` : `${roleOf(element)} "${name}"`;
};

// The open modal dialog is all a person can reach.
const root = (scope) => {
  if (scope) {
    const found = [...document.querySelectorAll(scope)].filter(shown);
    if (found.length !== 1) throw new Error(`${found.length} places match ${scope}`);
    return found[0];
  }
  const modal = [...document.querySelectorAll("dialog[open]")].filter((d) => d.matches(":modal")).pop();
  return modal ?? document;
};

const all = (kind, scope) => [...root(scope).querySelectorAll(KINDS[kind])].filter(shown);

// The device slept for so many milliseconds since the page was loaded, and stopped no timer meanwhile. In one engine, what
// drives the page has objects of its own.
function sleptFor(milliseconds) {
  const its = window.wrappedJSObject;
  const real = its ? Date.prototype.getTime : (self.realGetTime ??= Date.prototype.getTime);
  const later = function () {
    return real.call(this) + milliseconds;
  };
  (its ?? window).Date.prototype.getTime = its ? exportFunction(later, its) : later;
}
