// Lets the app open without a connection, for as long as something of somebody's is kept here: whoever only looks around leaves
// nothing behind, and whoever erases everything leaves nothing either. worker.js keeps the files. boot.js loads this.
"use strict";
const WORKER = "worker.js";
// What no page loads before it is wanted, and must be there then: the page somebody leaves to, and the way to what is
// kept when nothing else works.
const ALWAYS = ["notes.html", "rescue.html", "rescue.js"];
// Not beside the start: in milliseconds.
const LATER = 2000;

const base = new URL(".", location.href).href;
const workers = navigator.serviceWorker;
let begun = false;

// The files of the page as it runs: what it has loaded is what it takes to run.
function files() {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name.split(/[?#]/)[0]);
  const ours = loaded.filter((name) => name.startsWith(base) && !name.endsWith(WORKER));
  return [...new Set([...ours, ...ALWAYS.map((name) => base + name)])];
}

export function keep() {
  if (begun || !workers) return;
  begun = true;
  setTimeout(() => {
    if (!begun) return;
    workers
      .register(WORKER)
      .then(() => workers.ready)
      .then((there) => there.active.postMessage({ page: location.href.split("#")[0], files: files() }))
      // A private window, or a host that does not have it: then it opens with a connection only.
      .catch(() => {});
  }, LATER);
}

export function forget() {
  begun = false;
  if (!workers) return;
  workers
    .getRegistration(base)
    .then((there) => there && there.active && there.active.postMessage({}))
    .catch(() => {});
}
