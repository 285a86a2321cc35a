// Starts the page under the policy of the app. Leptos builds fixed parts with innerHTML.
if (globalThis.trustedTypes) {
  trustedTypes.createPolicy("default", {
    createHTML: (html) => (/<script|<iframe|\son\w+\s*=|javascript:/i.test(html) ? null : html),
  });
}
const app = document.getElementById("app");
import(app.dataset.js).then((loader) => loader.default({ module_or_path: app.dataset.wasm }));
