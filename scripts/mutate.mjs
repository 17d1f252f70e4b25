// Mutation testing, sampled: changes one place of the code at a time and runs the tests that should notice.
//
// pnpm mutate [--target NAME] [--sample N] [--seed N] [--only FILE[:LINE]] [--json FILE]
//
// Works on a copy of the repository, so that an interrupted run leaves nothing behind. The tests next to the mutated
// file run first, then the target's groups of tests, cheapest first. A mutant is killed when a test fails, or when a
// group takes far longer than without a mutant (`timeout`). Survivors are printed with file, line and the change.
// Mutants that do not compile, and those that the target lists as equivalent with a reason, are replaced by others. The
// tests import the sources: one that runs the built command would not see a mutant.
import { execFileSync, fork, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, matchesGlob } from "node:path";
import { parseArgs } from "node:util";
import { parseSync } from "oxc-parser";

/** What is mutated, and the groups of tests that should notice, cheapest first. */
const targets = JSON.parse(readFileSync(new URL("./mutation-targets.json", import.meta.url), "utf8"));

/** A group of tests hangs when it takes this many times as long as without a mutant, and a minute more. */
const patience = 4;

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

/** The process group that runs now. */
let running = null;

/** Runs a command in its own process group: `passed`, `failed`, or `timeout` after the limit. */
function run(root, [command, ...args], limitMs = 600_000) {
  return new Promise((resolve) => {
    const file = join(root, "node_modules/.bin", command);
    const child = spawn(file, args, { cwd: root, stdio: "ignore", detached: true });
    running = child.pid;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      process.kill(-Number(child.pid), "SIGKILL");
    }, limitMs);
    child.once("exit", (code) => {
      clearTimeout(timer);
      running = null;
      resolve(isLate ? "timeout" : code === 0 ? "passed" : "failed");
    });
  });
}

/**
 * Runs groups of tests in one process, which reads only what changed again. It is replaced when it hangs or ends by itself.
 */
class TestProcess {
  #root;
  #child = null;
  #changed = [];
  /** The first failure of the last run. */
  failure = null;

  constructor(root) {
    this.#root = root;
  }

  /** Notes a file that was written since the last run. */
  changed(path) {
    this.#changed.push(join(this.#root, path));
  }

  /** `passed`, `failed`, or `timeout` after the limit. Runs once more where the process ends by itself. */
  async run(group, limitMs = 600_000) {
    const outcome = await this.#runOnce(group, limitMs);
    return outcome === "ended" ? this.#runOnce(group, limitMs) : outcome;
  }

  async #runOnce(group, limitMs) {
    const child = (this.#child ??= await this.#start());
    child.send({ ...group, changed: this.#changed.splice(0) });
    return new Promise((resolve) => {
      const end = (outcome) => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (outcome === "timeout" || outcome === "ended") this.stop();
        resolve(outcome);
      };
      const timer = setTimeout(end, limitMs, "timeout");
      child.once("message", ({ failed }) => {
        this.failure = failed;
        end(failed === null ? "passed" : "failed");
      });
      child.once("exit", () => end("ended"));
    });
  }

  stop() {
    this.#child?.kill("SIGKILL");
    this.#child = null;
  }

  async #start() {
    const script = join(this.#root, "scripts/mutation-tests.mjs");
    const child = fork(script, { cwd: this.#root, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await new Promise((resolve) => child.once("message", resolve));
    return child;
  }
}

/** Whether the compiler accepts the package of a file. */
async function compiles(root, path) {
  const project = /^packages\/[^/]+/u.exec(path)[0];
  return (await run(root, ["tsc", "-p", project, "--noEmit"])) === "passed";
}

/** The groups with their time limits. */
async function timeGroups(tests, name, groups) {
  const timed = [];
  for (const group of groups) {
    const began = performance.now();
    if ((await tests.run(group)) !== "passed")
      throw new Error(`The tests of ${name} fail without a mutant: ${tests.failure}`);
    timed.push({ group, limitMs: patience * (performance.now() - began) + 60_000 });
  }
  return timed;
}

/** The tests next to a file that have its name, such as `scope.property.test.ts` of `scope.ts`. */
function ownTests(root, path) {
  const stem = basename(path, ".ts");
  return readdirSync(join(root, dirname(path)))
    .filter((name) => name.startsWith(`${stem}.`) && name.endsWith(".test.ts"))
    .map((name) => `${dirname(path)}/${name}`);
}

/** The outcome of the tests for the mutant in place: `invalid`, `killed`, `timeout` or `survived`. */
async function judge(root, path, tests, groups) {
  if (!(await compiles(root, path))) return "invalid";
  const own = ownTests(root, path);
  const ownGroups = own.length === 0 ? [] : [{ group: { tests: own }, limitMs: groups[0].limitMs }];
  for (const { group, limitMs } of [...ownGroups, ...groups]) {
    const outcome = await tests.run(group, limitMs);
    if (outcome !== "passed") return outcome === "timeout" ? "timeout" : "killed";
  }
  return "survived";
}

const print = (line) => process.stdout.write(`${line}\n`);

const lineOf = (source, offset) => source.slice(0, offset).split("\n").length;

const textOfLine = (source, line) => source.split("\n")[line - 1].trim();

async function mutateTarget(root, name, { sources, groups, equivalent = [] }) {
  const files = execFileSync("git", ["ls-files"], { encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => sources.some((glob) => matchesGlob(file, glob)) && !file.endsWith(".test.ts"));
  const all = files.flatMap((file) => {
    const source = readFileSync(file, "utf8");
    const known = equivalent.filter((entry) => entry.file === file);
    return mutationsOf(file, source)
      .map((mutant) => ({ ...mutant, source, line: lineOf(source, mutant.start) }))
      .filter(
        ({ line, what }) =>
          !known.some((entry) => entry.code === textOfLine(source, line) && entry.what.includes(what)),
      );
  });
  const wanted =
    values.only === undefined
      ? shuffled(all, Number(values.seed))
      : all.filter(({ path, line }) => [path, `${path}:${line}`].includes(values.only));
  const sample = values.only === undefined ? Number(values.sample) : wanted.length;
  if (!(await compiles(root, files[0]))) throw new Error(`${files[0]} does not compile without a mutant.`);
  const tests = new TestProcess(root);
  const timed = await timeGroups(tests, name, groups);
  const counts = { killed: 0, timeout: 0, survived: 0, invalid: 0 };
  const survivors = [];
  for (const { path, source, line, start, end, text, what } of wanted) {
    if (counts.killed + counts.timeout + counts.survived >= sample) break;
    writeFileSync(join(root, path), source.slice(0, start) + text + source.slice(end));
    tests.changed(path);
    const outcome = await judge(root, path, tests, timed);
    writeFileSync(join(root, path), source);
    tests.changed(path);
    counts[outcome] += 1;
    const place = `${path}:${line}`;
    print(`${outcome.padEnd(8)} ${place} ${what} in \`${source.slice(start, end).slice(0, 60)}\``);
    if (outcome === "survived") survivors.push({ place, what });
  }
  tests.stop();
  return { name, ...counts, places: all.length, survivors };
}

const root = copyRepository();
process.once("exit", () => {
  if (running !== null) process.kill(-running, "SIGKILL");
  rmSync(root, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const results = [];
for (const [name, target] of Object.entries(targets)) {
  if (values.target === undefined || values.target === name) results.push(await mutateTarget(root, name, target));
}
for (const { name, killed, timeout, survived, places } of results) {
  const mutants = killed + timeout + survived;
  const score = Math.round((100 * (killed + timeout)) / mutants);
  print(`${name}: ${killed + timeout} of ${mutants} killed (${score} %, ${timeout} by timeout), of ${places} possible`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
