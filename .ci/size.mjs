// What a first visit loads, compressed as a host would send it (brotli -q 11), against the budget.
//   node .ci/size.mjs <dist>                 list and check
//   node .ci/size.mjs <dist> --write <dir>   also leave each compressed file in <dir>, and the list in
//                                            <dir>/first-visit.txt (for tests and bench)
//
// Counted: index.html, and every file it or boot.js names that is in <dist>; then every file *those* name.
// A file nobody names (rescue.html, the schemas, the licence) is loaded by nobody on a first visit.
// A file that is only reached by a link a person follows (<a href>) is not counted either.
// Nor is a part of the program that is fetched when it is wanted (src/ui/later.rs): those are weighed by
// themselves, because a first visit that goes on into a conversation loads them too.
import { readFileSync, readdirSync, statSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, dirname } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGET = 150 * 1024;
const [dist, flag, out] = process.argv.slice(2);
if (!dist) {
  console.error("usage: node .ci/size.mjs <dist> [--write <dir>]");
  process.exit(2);
}

const files = [];
(function walk(dir) {
  for (const name of readdirSync(dir)) {
    // What trunk leaves behind when a build fails.
    if (name === ".stage") continue;
    const path = join(dir, name);
    if (statSync(path).isDirectory()) walk(path);
    else files.push(relative(dist, path).split("\\").join("/"));
  }
})(dist);

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });

const isPart = (file) => /^(shared|talk|desk|post|own|example)-[0-9a-f]{16}\.wasm$/.test(file);

// Text that may name other files; a wasm module never does.
const speaks = /\.(html|js|mjs|css|json|webmanifest|svg)$/;
const named = (file) => {
  let text = readFileSync(join(dist, file), "utf8");
  if (file.endsWith(".html")) text = text.replace(/<a\s[^>]*>/g, "");
  return files.filter((other) => {
    if (other === file || isPart(other)) return false;
    // Word edges, so that `a.js` is not found inside `ba.js`.
    const name = other.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(^|[^\\w.-])(\\./)?${name}(?![\\w.-])`).test(text);
  });
};

const loaded = new Set(["index.html"]);
for (const file of loaded) {
  if (speaks.test(file)) for (const other of named(file)) loaded.add(other);
}

if (flag === "--write") {
  rmSync(out, { recursive: true, force: true });
  for (const file of files) {
    const to = join(out, `${file}.br`);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, brotli(readFileSync(join(dist, file))));
  }
  writeFileSync(join(out, "first-visit.txt"), [...loaded].join("\n") + "\n");
}

const number = (n) => String(n).padStart(9);
// Prints a table, and gives its sum.
function weigh(title, list) {
  const rows = list.map((file) => {
    const bytes = readFileSync(join(dist, file));
    return [file, bytes.length, brotli(bytes).length];
  });
  rows.sort((a, b) => b[2] - a[2]);
  console.log(`${"bytes".padStart(9)} ${"brotli".padStart(9)}  ${title}`);
  for (const [file, bytes, small] of rows) console.log(`${number(bytes)} ${number(small)}  ${file}`);
  return rows.reduce((sum, row) => sum + row[2], 0);
}
const total = weigh("first visit", [...loaded]);
console.log(`${" ".repeat(9)} ${number(total)}  of ${BUDGET} (${((total / BUDGET) * 100).toFixed(1)} %)`);
const parts = files.filter(isPart);
const later = weigh("fetched when wanted", parts);
console.log(`${" ".repeat(9)} ${number(total + later)}  the whole program`);
const rest = files.filter((file) => !loaded.has(file) && !isPart(file));
if (rest.length) console.log(`not loaded on a first visit: ${rest.join(", ")}`);
if (total > BUDGET) {
  console.error(`size: ${total - BUDGET} bytes over the budget`);
  process.exit(1);
}
