// Keeps the app's own files at hand, so that it opens without a connection (offline.js). It knows nothing of what people write: that
// is in the browser's storage, which a worker does not see.
//
// What a page that runs has loaded is kept, as one, once it runs: so what is kept fits together. A file whose name holds a hash
// never changes, and is taken from here; any other is asked for first, and taken from here where no answer comes.
"use strict";
const SHELF = "common-ground/files";
// (A hash is a number without zeros in front: one name in sixteen is shorter.)
const HASHED = /-[0-9a-f]{8,16}(_bg)?\.(wasm|js|css)$/;
// The program, as a page names it.
const PROGRAM = /[\w-]+-[0-9a-f]{8,16}(_bg\.wasm|\.js)/g;
// How long the host may take before what is here is shown, in milliseconds.
const PATIENCE = 3000;
const base = self.registration.scope;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(event.data.page ? keep(event.data) : forget()));

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const name = url.split(/[?#]/)[0];
  // Other apps may live beside ours, and below.
  if (method !== "GET" || !name.startsWith(base) || name.slice(base.length).includes("/")) return;
  event.respondWith(HASHED.test(name) ? once(event.request) : newest(event.request));
});

async function once(request) {
  const here = await kept(request);
  if (here) return here;
  const answer = await fetch(request);
  // A part of the program that was wanted later. Without anything else of it here, it is nobody's yet.
  if (isIt(request.url, answer) && (await kept(base))) await (await caches.open(SHELF)).put(request, answer.clone());
  return answer;
}

// What belongs to a page comes from where the page came from.
let pageIsKept = false;

async function newest(request) {
  const isPage = request.mode === "navigate" && [base, `${base}index.html`].includes(request.url.split(/[?#]/)[0]);
  const here = await kept(isPage ? base : request);
  if (!here) return fetch(request);
  if (pageIsKept && !isPage) return here;
  const asked = fetch(request).then((answer) => (isIt(request.url, answer) ? answer : here), () => here);
  const later = new Promise((done) => setTimeout(done, PATIENCE, here));
  const answer = await Promise.race([asked, later]);
  if (isPage) pageIsKept = answer === here;
  return answer;
}

function kept(request) {
  return caches.match(request, { cacheName: SHELF, ignoreSearch: true });
}

// The page comes last: it is here only with all it needs.
async function keep({ page, files }) {
  const shelf = await caches.open(SHELF);
  for (const file of files) {
    if (!(HASHED.test(file) && (await kept(file))) && !(await put(shelf, file))) return;
  }
  // Whatever stood behind its address; but a page of a later release, which came too late to be shown, has another program.
  const answer = await asLoaded(page);
  const programs = (await answer.clone().text()).match(PROGRAM) ?? [];
  const isOurs = programs.length && programs.every((name) => files.includes(base + name));
  if (!isIt(base, answer) || !isOurs) return;
  await shelf.put(base, answer);
  await tidy(shelf, files);
}

async function put(shelf, file) {
  const answer = await asLoaded(file);
  const good = isIt(file, answer);
  if (good) await shelf.put(file, answer);
  return good;
}

// As the page has just loaded it, where the browser still knows.
function asLoaded(file) {
  return fetch(file, { cache: "force-cache" });
}

// Some hosts answer with their page for a file they do not have.
function isIt(url, answer) {
  const isPage = /(\/|\.html)$/.test(url.split(/[?#]/)[0]);
  return answer.ok && (isPage || !/^text\/html/.test(answer.headers.get("content-type")));
}

// What no file of the present release names is of a former one.
async function tidy(shelf, files) {
  const texts = [base, ...files.filter((file) => file.endsWith(".js"))];
  const read = async (file) => (await kept(file)).text();
  const named = (await Promise.all(texts.map(read))).join("\n");
  for (const { url } of await shelf.keys()) {
    const name = url.slice(base.length);
    if (url.startsWith(base) && HASHED.test(name) && !named.includes(name)) await shelf.delete(url);
  }
}

async function forget() {
  await caches.delete(SHELF);
  await registration.unregister();
}
