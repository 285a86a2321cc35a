// Runs before the app, in tests only: tells the harness of every script error, and lets days pass.
(() => {
  const tell = (kind, what) => {
    const text = what instanceof Error ? `${what.message}\n${what.stack}` : String(what);
    navigator.sendBeacon("/__watch", `${kind}: ${text}`);
  };
  addEventListener("error", (event) => {
    // A resource that did not load has no message; it names itself.
    tell("error", event.error ?? event.message ?? `not loaded: ${event.target?.src ?? event.target?.href}`);
  }, true);
  addEventListener("unhandledrejection", (event) => tell("rejected", event.reason));
  const original = console.error;
  console.error = (...all) => {
    tell("console", all.join(" "));
    original.apply(console, all);
  };
  // Only a story about it has a worker: it would answer where a host is told to misbehave.
  if (!__WORKER__) Object.defineProperty(Navigator.prototype, "serviceWorker", { get: () => undefined });
  const later = __CLOCK__;
  if (later) {
    const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...all) {
        if (all.length) super(...all);
        else super(Real.now() + later);
      }
      static now() {
        return Real.now() + later;
      }
    };
  }
})();
