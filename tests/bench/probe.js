// Runs before anything of the page: writes down when it could be used, and what typing costs.
(() => {
  const seen = (globalThis.__bench = { ready: null, running: null, question: null, strokes: [], kept: [] });
  // The first question can be answered as soon as the static page stands; the program runs when that page is gone.
  const running = () => ready() && !document.getElementById("first-paint");
  const ready = () => document.documentElement?.hasAttribute("data-ready");
  // Somebody who opens a link goes on from its welcome as soon as that is there.
  const drawn = (selector) => [...document.querySelectorAll(selector)].find((e) => e.getClientRects().length);
  const goOn = () => {
    if (drawn(".cg-picks input")) note("question");
    else drawn(".cg-way-on")?.click();
  };
  // The frame that is made next has been shown when the task after it runs.
  const afterFrame = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  });
  // Nothing is there before it is shown.
  const noted = new Set();
  const note = (what) => {
    if (noted.has(what)) return;
    noted.add(what);
    afterFrame(() => { seen[what] = performance.now(); });
  };
  new MutationObserver((changes) => {
    if (!noted.has("question") && location.hash.startsWith("#1.")) goOn();
    if (ready()) note("ready");
    if (document.body && running()) note("running");
    for (const change of changes) {
      const element = change.target.nodeType === Node.ELEMENT_NODE ? change.target : change.target.parentElement;
      // Changed inside, or put there anew.
      const fresh = [...change.addedNodes].some((n) => n.matches?.("[data-kept]") || n.querySelector?.("[data-kept]"));
      if (fresh || element?.closest("[data-kept]")) seen.kept.push(performance.now());
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  // The marks between which tasks are counted: from after the command that armed them until all is quiet again.
  let quiet = 0;
  seen.arm = () => {
    seen.strokes.length = 0;
    seen.kept.length = 0;
    setTimeout(() => performance.mark("typing begins"), 50);
    quiet = 1;
  };
  addEventListener("keydown", (event) => {
    if (quiet) {
      clearTimeout(quiet);
      quiet = setTimeout(() => { quiet = 0; performance.mark("typing ends"); }, 2000);
    }
    const stroke = { at: event.timeStamp, painted: null };
    seen.strokes.push(stroke);
    afterFrame(() => { stroke.painted = performance.now(); });
  }, true);
})();
