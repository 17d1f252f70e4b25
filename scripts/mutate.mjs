// Mutation testing, sampled: changes one place of the code at a time and runs the tests that should notice.
//
// pnpm mutate [--target NAME] [--sample N] [--seed N] [--only FILE:LINE] [--json FILE]
//
// Works on a copy of the repository, so that an interrupted run leaves nothing behind. A mutant is killed when a test
// fails or does not end within the limit; survivors are printed with file, line and the change.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, matchesGlob } from "node:path";
import { parseArgs } from "node:util";
import { parseSync } from "oxc-parser";

/** What is mutated and by which tests it should be noticed, cheapest first. */
const targets = JSON.parse(readFileSync(new URL("./mutation-targets.json", import.meta.url), "utf8"));

/** A run of tests that takes longer hangs: the mutant is noticed. */
const limitMs = 240_000;

const { values } = parseArgs({
  options: {
    target: { type: "string" },
    sample: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    json: { type: "string" },
  },
});

const comparisons = { "<": "<=", "<=": "<", ">": ">=", ">=": ">", "===": "!==", "!==": "===" };
const arithmetic = { "+": "-", "-": "+", "*": "/", "/": "*" };
const logical = { "&&": "||", "||": "&&", "??": "&&" };

/** Every single change of a file: `{ start, end, text, what }`, half-open. */
function mutationsOf(path, source) {
  const found = [];
  const change = (node, text, what) => found.push({ path, start: node.start, end: node.end, text, what });
  const operator = (node, table) => {
    const other = table[node.operator];
    if (other === undefined) return;
    const between = source.slice(node.left.end, node.right.start);
    const start = node.left.end + between.indexOf(node.operator);
    change({ start, end: start + node.operator.length }, other, `${node.operator} -> ${other}`);
  };
  const visitors = {
    BinaryExpression: (node) => operator(node, { ...comparisons, ...arithmetic }),
    LogicalExpression: (node) => operator(node, logical),
    IfStatement: (node) => {
      change(node.test, "true", "condition -> true");
      change(node.test, "false", "condition -> false");
    },
    ConditionalExpression: (node) => change(node.test, `!(${source.slice(node.test.start, node.test.end)})`, "negated"),
    Literal: (node) => {
      if (typeof node.value === "boolean") change(node, String(!node.value), `${node.value} -> ${!node.value}`);
      if (typeof node.value === "number") change(node, `(${node.raw} + 1)`, `${node.raw} -> ${node.value + 1}`);
    },
    ExpressionStatement: (node) => {
      const { type } = node.expression;
      if (type === "CallExpression" || type === "AwaitExpression") change(node, ";", "call removed");
    },
    Property: (node) => {
      // An option that is passed on, such as a filter: dropped.
      if (node.shorthand && node.value.type === "Identifier") change(node, `${node.key.name}: undefined`, "dropped");
    },
  };
  walk(parseSync(path, source).program, visitors);
  return found.filter(({ start, end, text }) => source.slice(start, end) !== text);
}

function walk(node, visitors, parent = null) {
  if (node === null || typeof node !== "object") return;
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visitors, parent);
    return;
  }
  // Types do not run, patterns bind, and the text of an error is not behaviour.
  if (/^TS|^ImportDeclaration$|Pattern$|^ThrowStatement$/u.test(node.type ?? "")) return;
  if (parent?.type !== "ImportExpression") visitors[node.type]?.(node);
  for (const [key, value] of Object.entries(node)) if (key !== "parent") walk(value, visitors, node);
}

/** A seeded shuffle (mulberry32), so that a run can be repeated. */
function shuffled(list, seed) {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** A copy of the tracked files that borrows the installed packages. */
function copyRepository() {
  const root = mkdtempSync(join(tmpdir(), "mutate-"));
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" }).trim().split("\n");
  for (const file of files.filter((file) => existsSync(file))) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(file, join(root, file));
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(root, "node_modules"));
  const packages = [...new Set(files.flatMap((file) => /^(?:packages\/[^/]+|examples)(?=\/)/u.exec(file) ?? []))];
  for (const dir of packages) {
    for (const part of ["node_modules", "dist"]) {
      if (existsSync(join(dir, part))) {
        cpSync(join(dir, part), join(root, dir, part), { recursive: true, verbatimSymlinks: true });
      }
    }
  }
  return root;
}

/** Whether the tests pass: `killed`, `survived`. */
function runTests(root, tests) {
  return new Promise((resolve) => {
    const child = spawn(join(root, "node_modules/.bin/vitest"), ["run", "--bail", "1", "--reporter", "dot", ...tests], {
      cwd: root,
      stdio: "ignore",
      detached: true,
    });
    const timer = setTimeout(() => process.kill(-Number(child.pid), "SIGKILL"), limitMs);
    child.once("exit", (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? "survived" : "killed");
    });
  });
}

const print = (line) => process.stdout.write(`${line}\n`);

const lineOf = (source, offset) => source.slice(0, offset).split("\n").length;

async function mutateTarget(root, name, { sources, tests }) {
  const files = execFileSync("git", ["ls-files"], { encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => sources.some((glob) => matchesGlob(file, glob)) && !file.endsWith(".test.ts"));
  const all = files.flatMap((file) => mutationsOf(file, readFileSync(file, "utf8")));
  const wanted =
    values.only === undefined
      ? shuffled(all, Number(values.seed)).slice(0, Number(values.sample))
      : all.filter(({ path, start }) => values.only === `${path}:${lineOf(readFileSync(path, "utf8"), start)}`);
  if ((await runTests(root, tests)) !== "survived") throw new Error(`The tests of ${name} fail without a mutation.`);
  const survivors = [];
  for (const { path, start, end, text, what } of wanted) {
    const source = readFileSync(path, "utf8");
    writeFileSync(join(root, path), source.slice(0, start) + text + source.slice(end));
    const outcome = await runTests(root, tests);
    writeFileSync(join(root, path), source);
    const place = `${path}:${lineOf(source, start)}`;
    print(`${outcome.padEnd(8)} ${place} ${what} in \`${source.slice(start, end).slice(0, 60)}\``);
    if (outcome === "survived") survivors.push({ place, what });
  }
  return { name, mutants: wanted.length, places: all.length, survivors };
}

const root = copyRepository();
process.once("exit", () => rmSync(root, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const results = [];
for (const [name, target] of Object.entries(targets)) {
  if (values.target === undefined || values.target === name) results.push(await mutateTarget(root, name, target));
}
for (const { name, mutants, places, survivors } of results) {
  const killed = mutants - survivors.length;
  print(`${name}: ${killed} of ${mutants} killed (${Math.round((100 * killed) / mutants)} %), of ${places} possible`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
