// Puts together what wasm-split-cli and wasm-bindgen made:  node .ci/parts.mjs <out> <name> <split>
//
// <out>/<name>.js        the loader, which gets the few lines that fetch the parts
// <out>/<name>_bg.wasm   the first part
// <split>/*.wasm         the other parts: made small, and left in $CG_PARTS under names that say what is
//                        in them, for the hook in Trunk.toml to copy
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [out, name, split] = process.argv.slice(2);
const into = process.env.CG_PARTS;
rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });

// What rustc may use on wasm32 today, in every browser that is looked after.
const FEATURES = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];
const small = (file) =>
  // It warns of names it does not know, which are stripped anyway; a failure still shows what it said.
  execFileSync("wasm-opt", ["-Oz", "--strip-debug", "--strip-producers", ...FEATURES.map((f) => `--enable-${f}`), file, "-o", file], {
    stdio: "pipe",
  });

small(join(out, `${name}_bg.wasm`));

// split_talk.wasm, and chunk_0.wasm for what several parts share, become talk-<hash>.wasm and shared-<hash>.wasm.
const called = {};
for (const file of readdirSync(split)) {
  const made = file.match(/^(?:split_(.+)|chunk_\d+)\.wasm$/);
  if (!made) continue;
  small(join(split, file));
  const hash = createHash("sha256").update(readFileSync(join(split, file))).digest("hex").slice(0, 16);
  called[file] = `${made[1] ?? "shared"}-${hash}.wasm`;
  renameSync(join(split, file), join(into, called[file]));
}

// Which file needs which, as wasm-split-cli says it in a script of its own:
//   const __chunk_3 = ...("./chunk_3.wasm"...) ... , []);
//   export const __wasm_split_load_talk = ...("./split_talk.wasm"...) ... , [__chunk_3]));
const script = readFileSync(join(split, "__wasm_split.js"), "utf8");
const entry = /^(?:export )?const (__chunk_\d+|__wasm_split_load_(\w+)) = [^;]*?new URL\("\.\/([^"]+)"[^\]]*?, \[([^\]]*)\]/gms;
const parts = [...script.matchAll(entry)].map(([, id, part, file, needs]) => ({ id, part, file, needs }));
if (parts.length !== Object.keys(called).length) throw new Error("the script of wasm-split-cli reads differently now");
const declared = parts.map((p) => `const ${p.id} = part("./${called[p.file]}", [${p.needs}]);`);
const ours = parts.filter((p) => p.part);
const early = `startEarly({ ${ours.map((p) => `${p.part}: ${p.id}`).join(", ")} });`;
const fetching = readFileSync(new URL("parts.js", import.meta.url), "utf8");

let loader = readFileSync(join(out, `${name}.js`), "utf8");
const imports = /^import \* as (import\d+) from "\.\/__wasm_split\.js";?\n/gm;
const names = [...loader.matchAll(imports)].map((found) => found[1]);
if (!names.length) throw new Error("the loader imports no parts");
loader = loader.replace(imports, "");
// The same module under several names: one entry will do.
for (const unused of names.slice(1)) loader = replaced(loader, `        "./__wasm_split.js": ${unused},\n`, "");
const entries = ours.map((p) => `${p.id}: awaited(${p.id})`).join(", ");
loader = replaced(loader, `"./__wasm_split.js": ${names[0]}`, `"./__wasm_split.js": { ${entries} }`);
writeFileSync(join(out, `${name}.js`), [loader, fetching, ...declared, early, ""].join("\n"));

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`not as expected, no ${JSON.stringify(from)}`);
  return text.replace(from, to);
}
