// Fetching the parts of the program. Appended to wasm-bindgen's loader by .ci/parts.mjs, which knows the
// files; `wasm` and `__wbg_load` are the loader's. (The minifier breaks `Promise.all`: it takes the method off.)
function part(file, needs) {
  let source, there;
  const start = () => {
    if (!source) {
      source = fetch(new URL(file, import.meta.url));
      // Whoever waits for it learns of a failure; nobody may be waiting yet.
      source.catch(() => {});
    }
    needs.forEach((need) => need.start());
  };
  const load = async () => {
    start();
    for (const need of needs) await need.arrive();
    await __wbg_load(await source, { __wasm_split: wasm });
  };
  const arrive = () => {
    if (!there) {
      there = load();
      // What did not arrive is asked for again the next time, and what was asked for beside it.
      there.catch(() => {
        there = source = undefined;
        needs.forEach((need) => need.forget());
      });
    }
    return there;
  };
  const forget = () => {
    if (!there) source = undefined;
  };
  return { start, arrive, forget };
}

// How Rust waits for a part: a function of its own is called when that is there, or is not to be had.
function awaited(part) {
  return async (callback, data) => {
    let reached = true;
    try {
      await part.arrive();
    } catch (why) {
      // The page says so, and offers to try again.
      reached = false;
    }
    wasm.__indirect_function_table.get(callback)(data, reached);
  };
}

// boot.js knows by the address what somebody who was here before will need: no need to wait for the first part.
function startEarly(parts) {
  const wanted = document.documentElement.dataset.known ?? "";
  wanted.split(" ").forEach((name) => parts[name]?.start());
}
