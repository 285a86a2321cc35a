// Reads a partnership back, looks through it, and takes it along, as somebody would by its buttons.
const one = (selector) => document.querySelector(selector);
const button = (words) => [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === words && b.getClientRects().length);
const press = (words) => button(words).click();
const until = (test) => new Promise((ok) => {
  const look = () => (test() ? ok() : wait());
  const wait = () => setTimeout(look, 30);
  wait();
});
const told = {};
let longest = 0;
const note = (list) => { longest = Math.max(longest, ...list.map((task) => task.duration)); };
const tasks = new PerformanceObserver((list) => note(list.getEntries()));
tasks.observe({ type: "longtask" });
const marked = async (what, act, test) => {
  note(tasks.takeRecords());
  longest = 0;
  act();
  await until(test);
  // What follows from it belongs to it.
  await new Promise((ok) => setTimeout(ok, 500));
  note(tasks.takeRecords());
  told[what] = longest;
};
const all = () => one(".cg-readall__list[aria-busy=false]");
const begun = performance.now();
let printed = false;
window.print = () => { printed = true; };
const type = (words) => {
  const field = one("#find-in-reading");
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const says = (words) => [...document.querySelectorAll("[role=status]")].some((e) => e.textContent.includes(words));
(async () => {
  await marked("reading", () => { location.hash = arguments[0]; }, () => {
    if (all()) told.there ??= performance.now() - begun;
    return told.there;
  });
  await marked("printing", () => press("Print"), () => printed);
  await marked("finding", () => type("EARLY"), () => says("Here is where"));
  type("");
  // The second list is that of all there is.
  await until(() => !document.querySelectorAll(".cg-readall__list")[1].hidden);
  press("Remove Noor’s words");
  await until(() => button("Erase it"));
  await marked("removing", () => press("Erase it"), () => true);
  press("Take it along");
  await until(() => one("dialog[open]"));
  await marked("writing", () => press("Save as Markdown"), () => says("Handed to your browser"));
  await marked("keeping", () => press("Save a keepsake"), () => says("Handed to your browser"));
  done(told);
})();
