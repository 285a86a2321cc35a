// What a link asks, painted before the program is there, for somebody who was never here: the welcome of a request for
// feedback and its first question, from the templates of index.html. boot.js loads this where the address begins with
// `#1.`. What was chosen and pressed here is chosen and pressed in the program once that shows the same page, and until
// then nothing is kept. Whatever is not as expected is left to the program: then nothing is painted here.
"use strict";

// Bytes before the content of a link, and of what it unpacks to (docs/links.md).
const HEAD = 3;
const SUM = 4;
const UNPACKED = 1024 * 1024;
const RATIO = 50;
// Characters of a link; what is longer comes in a file.
const LINK = 64 * 1024;

function expect(holds) {
  if (!holds) throw new Error("for the program");
}

function checksum(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

// Browsers unpack with no dictionary. So it comes first, as a block that is not packed, and is cut off again.
async function unpack(packed, dictionary) {
  const n = dictionary.length;
  const block = new Uint8Array([0, n & 255, n >> 8, ~n & 255, (~n >> 8) & 255]);
  const most = n + Math.min(UNPACKED, packed.length * RATIO);
  const unpacking = new Blob([block, dictionary, packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = unpacking.getReader();
  const parts = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length > most) await reader.cancel();
  }
  expect(length <= most);
  const text = (await new Blob(parts).arrayBuffer()).slice(n);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(text);
}

// What stands in a link that is not locked. Fails for any other, and for one that did not arrive as it was sent.
export async function read(fragment, dictionary) {
  expect(fragment.length <= LINK);
  const body = fragment.slice(2);
  const letters = atob(body.replaceAll("-", "+").replaceAll("_", "/"));
  expect(btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") === body);
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const number = (from, to) => bytes.slice(from, to).reduce((all, byte) => all * 256 + byte, 0);
  // No flag is set, and the length is right.
  expect(fragment.startsWith("1.") && bytes.length > HEAD + SUM && number(0, HEAD) === fragment.length);
  const packed = bytes.slice(HEAD + SUM);
  expect(number(HEAD, HEAD + SUM) === checksum([...bytes.slice(0, HEAD), ...packed]));
  const lines = dictionary.split(/\r?\n/).join("");
  return unpack(packed, new TextEncoder().encode(lines));
}

// The words of a request for feedback that stand in the templates. `known` are the questions there are, and `numbers`
// the small numbers as words.
function words(parcel, known, numbers) {
  expect(Object.keys(parcel).sort().join("") === "fmpqrs");
  const [asks, , questions = [], own = [], greeting = "", reply] = parcel.q;
  expect(parcel.r[1] === "feedback" && asks === parcel.f && (asks === 1 || asks === 2) && !reply);
  const [asker, name] = [parcel.p[asks], parcel.p[3 - asks]].map((person) => person[0]);
  expect(asker.trim() && name.trim() && typeof greeting === "string");
  expect(questions.every((question) => known.includes(question)) && new Set(questions).size === questions.length);
  const n = (questions.length || known.length) + own.filter((question) => question).length;
  const day = new Date(parcel.s[1] * 1000).toLocaleDateString(navigator.language, { weekday: "long" });
  const initial = (name) => {
    const [first] = new Intl.Segmenter().segment(name.trimStart());
    return first.segment.toLocaleUpperCase();
  };
  expect(n < numbers.length);
  return {
    asker, name, day, greeting,
    a: asks === 1 ? asker : name,
    b: asks === 1 ? name : asker,
    n: numbers[n],
    // "One question" has a sentence of its own, and not everybody writes a greeting.
    without: [n === 1 ? "several" : "one", greeting ? "" : "greeting"],
    "asker-initial": initial(asker),
    "name-initial": initial(name),
    inks: asks === 1 ? { asker: "cg-a", name: "cg-b" } : { asker: "cg-b", name: "cg-a" },
  };
}

// Paints the welcome of the link in the address. `answer` brings the dictionary.
export async function open(answer) {
  const fragment = location.hash.slice(1);
  expect(answer.ok && localStorage && !document.documentElement.hasAttribute("data-ready"));
  const text = await read(fragment, await answer.text());
  if (document.readyState === "loading") {
    await new Promise((go) => document.addEventListener("DOMContentLoaded", go));
  }
  const template = document.getElementById("asked-welcome");
  const list = (name) => template.dataset[name].split(" ");
  const said = words(JSON.parse(text), list("questions"), list("numbers"));
  // The program was faster, or the address is another one by now.
  expect(!document.documentElement.hasAttribute("data-ready") && location.hash.slice(1) === fragment);
  stand(said, fragment);
}

// Stands in for the program, which is hidden meanwhile, until it shows the same.
function stand(said, fragment) {
  const program = document.getElementById("cg");
  const title = (page) => page.querySelector("h1")?.textContent;
  const make = (name) => {
    const page = document.getElementById("asked-" + name).content.firstElementChild.cloneNode(true);
    for (const slot of page.querySelectorAll("[data-slot]")) slot.textContent = said[slot.dataset.slot];
    for (const inked of page.querySelectorAll("[data-ink]")) inked.classList.add(said.inks[inked.dataset.ink]);
    for (const left of page.querySelectorAll("[data-if]")) if (said.without.includes(left.dataset.if)) left.remove();
    page.addEventListener("click", press);
    return page;
  };
  const [welcome, question] = ["welcome", "question"].map(make);
  const write = welcome.querySelector("[data-as]:is(button)");
  let now = welcome;
  // What was pressed that only the program can do.
  let pressed;

  function press(event) {
    const at = event.target.closest("a, button, summary");
    if (!at) return;
    event.preventDefault();
    if (at.matches("a")) {
      now.querySelector("main").focus();
    } else if (at.matches("[data-leaves]")) {
      // Nothing is kept yet.
      location.replace("notes.html");
    } else if (at === write) {
      now.replaceWith(question);
      now = question;
      scrollTo(0, 0);
      now.querySelector("h1").focus({ preventScroll: true });
    } else {
      pressed = at.dataset.as;
    }
  }

  // The page of the program takes the place of ours. Where it is the same one, whatever was done here is done there.
  const give = (same) => {
    const chosen = now.querySelector("input:checked");
    const focused = now.contains(document.activeElement) ? document.activeElement : null;
    const focusVisible = focused?.matches(":focus-visible");
    const top = scrollY;
    const there = (as) => program.querySelector(as);
    if (same && chosen) there(chosen.dataset.as)?.click();
    now.remove();
    program.removeAttribute("data-behind");
    if (!same) return;
    scrollTo(0, top);
    if (focused?.dataset.as) there(focused.dataset.as)?.focus({ preventScroll: true, focusVisible });
    if (pressed) there(pressed)?.click();
  };

  let begun = false;
  const watch = new MutationObserver(() => {
    if (!document.documentElement.hasAttribute("data-ready")) return;
    const isSame = title(program) === title(now);
    // It has another page for this link, or cannot fetch what it needs.
    const isOther = location.hash.slice(1) !== fragment || program.querySelector(".cg-notice--stop");
    if (!isSame && !isOther && now === question && title(program) === title(welcome)) {
      if (!begun) program.querySelector(write.dataset.as).click();
      begun = true;
      return;
    }
    if (!isSame && !isOther && begun) return;
    watch.disconnect();
    // The program moves the focus in a moment, which leads nowhere while it is hidden.
    setTimeout(() => setTimeout(() => give(isSame && !isOther)));
  });
  program.setAttribute("data-behind", "");
  // Not what the program may have put there already.
  program.querySelectorAll("[data-static]").forEach((page) => page.remove());
  program.after(now);
  watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
}
