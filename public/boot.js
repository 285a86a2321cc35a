// Starts the program, and says in words what failed if it cannot. It decides whether the page for newcomers is what
// should be painted, which is hidden until then, and waits neither for the rest of the page nor for its style.
"use strict";
(function () {
  const prefix = "common-ground/";
  const root = document.documentElement;
  const app = document.getElementById("app");
  // Asked for first: the browser reads a full store before it lists a name of it, and the program arrives meanwhile.
  const program = import(app.dataset.js);
  // Who waits for it says what failed.
  program.catch(function () {});

  // Leptos builds static markup with innerHTML. Markup of ours has none of these; text of people
  // never comes this way.
  const unwanted = /<script|<iframe|\son\w+\s*=|javascript:/i;
  if (self.trustedTypes && trustedTypes.createPolicy) {
    trustedTypes.createPolicy("default", {
      createHTML: function (markup) {
        return unwanted.test(markup) ? null : markup;
      },
      createScriptURL: function (address) {
        return address === "worker.js" ? address : null;
      },
    });
  }

  function names() {
    try {
      return Object.keys(localStorage).filter(function (key) { return key.startsWith(prefix); });
    } catch (blocked) {
      return [];
    }
  }

  // Somebody was here before, or the address names a page: not the page for newcomers. Says which parts
  // of the program that page leads to, so that they are fetched beside the first.
  const known = names().some(function (key) { return /^(partnership|map|own-dialogue)\//.test(key.slice(prefix.length)); });
  const link = /^#\d|^#\/t\/[^/]+\/send$/.test(location.hash);
  const talks = /^#\/(t\/|start\/|p\/[^/]+\/start\/|p\/[^/]+\/[0-9a-f]{32}$|o\/[^/]+\/4$)/.test(location.hash);
  const own = /^#\/(m(\/|$)|o(\/[^/]+(\/[23])?)?$)/.test(location.hash);
  const part = link ? "post talk" : talks ? "talk" : own ? "own" : "desk";
  if (known || link || /^#\/./.test(location.hash)) root.setAttribute("data-known", part);

  root.setAttribute("data-begun", "");

  // Nobody was ever here, and a link is opened: what it asks is painted before the program is there, if that can be.
  if (location.hash.startsWith("#1.") && !names().length) {
    root.setAttribute("data-asked", "");
    Promise.all([fetch("dictionary.txt"), import("./link.js")])
      .then(function ([answer, link]) { return link.open(answer); })
      .catch(function () { root.removeAttribute("data-asked"); });
  }

  // What is typed on the page at this moment goes where the next start finds it.
  function putAside() {
    if (root.hasAttribute("data-example")) return;
    document.querySelectorAll("[data-keep]").forEach(function (field) {
      try {
        if (field.value) localStorage.setItem(prefix + "unsaved/" + field.dataset.keep, field.value);
      } catch (full) {
        // It stays on the page, to be selected.
      }
    });
  }

  let told = false;
  function say(why, atStart) {
    if (told) return;
    told = true;
    if (!atStart) putAside();
    const panel = document.getElementById("broke");
    document.getElementById("broke-words").hidden = atStart;
    document.getElementById("broke-start").hidden = !atStart;
    document.getElementById("broke-why").textContent = String(why && why.message || why || "");
    document.getElementById("broke-again").addEventListener("click", function () { location.reload(); });
    // It stands last, so that the first link of the page is the way past the masthead. Now it is first.
    document.querySelectorAll(".cg-skip").forEach(function (skip) { skip.remove(); });
    document.body.prepend(panel);
    // Nothing lies over it.
    document.querySelectorAll("dialog[open]").forEach(function (dialog) { dialog.close(); });
    HTMLDialogElement.prototype.showModal = function () {};
    panel.hidden = false;
    document.getElementById("broke-title").focus();
  }

  // Something is kept here from now on, or nothing any more: the app's files are too, or not.
  function keepFiles(keep) {
    import("./offline.js")
      .then(function (offline) { if (keep) offline.keep(); else offline.forget(); })
      // Then it opens with a connection only.
      .catch(function () {});
  }
  self.cgKeepFiles = keepFiles;

  // A newer program is about to take over.
  self.cgPutAside = putAside;
  self.cgBroke = function (why) { say(why, false); };
  addEventListener("error", function (event) {
    if (self.WebAssembly && event.error instanceof WebAssembly.RuntimeError) say(event.error, false);
  });
  addEventListener("unhandledrejection", function (event) {
    if (self.WebAssembly && event.reason instanceof WebAssembly.RuntimeError) say(event.reason, false);
  });

  function start() {
    if (!root.hasAttribute("data-known")) root.setAttribute("data-ready", "");
    // Nothing can be sent anywhere before the program is there.
    document.getElementById("cg").addEventListener("submit", function (event) { event.preventDefault(); });
    program
      .then(function (loader) { return loader["default"]({ module_or_path: app.dataset.wasm }); })
      .then(function () { if (names().length) keepFiles(true); })
      .catch(function (why) { say(why, true); });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
