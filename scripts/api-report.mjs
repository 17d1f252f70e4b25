// Writes what each public package exports, with declarations, to docs/api; with --check, fails where a page is out of date:
// pnpm api [--check]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = join(root, "docs/api");

/** Entry points that other packages of the repository use and that may change at any time. */
const unstable = new Set(["./internal", "./package.json"]);

/** The top-level statements of a declaration file, without comments. */
function statementsOf(file) {
  const text = readFileSync(file, "utf8")
    .replaceAll(/^[ \t]*\/\*\*[^]*?\*\/\n?/gmu, "")
    .replaceAll(/^\/\/.*$/gmu, "");
  const starts = /^(?=(?:export|import|declare|interface|type|abstract|class|const|function)\b)/mu;
  return text
    .split(starts)
    .map((statement) => statement.trim().replaceAll(/\n\s*\n/gu, "\n"))
    .filter((statement) => statement !== "");
}

const declaration =
  /^(?:export )?(?:declare )?(?:abstract )?(?:interface|type|class|function|const|enum|namespace) (?<name>[\w$]+)/u;
const reexport = /^(?:export|import) (?:type )?\{(?<names>[^}]*)\}(?: from "(?<from>[^"]+)")?;?$/u;
const reexportAll = /^export (?:type )?\* from "(?<from>[^"]+)";?$/u;

const reexportSpace = /^export \* as (?<space>[\w$]+) from "(?<from>\.[^"]*)";?$/u;

/** `a, type B as C` as pairs of the name inside and the name outside. */
function namesOf(list) {
  return list
    .split(",")
    .map((entry) => entry.trim().replace(/^type /u, ""))
    .filter((entry) => entry !== "")
    .map((entry) => entry.split(" as "))
    .map(([inside, outside = inside]) => [inside, outside]);
}

/**
 * The exports of a declaration file by name: the declarations, or the package that they come from.
 *
 * @throws {Error} for a form of export that it doesn't know, so that a report is never silently incomplete
 */
export function exportsOf(file) {
  const found = new Map();
  const local = new Map();
  const follow = (from) =>
    from.startsWith(".") ? exportsOf(resolve(dirname(file), from.replace(/\.js$/u, ".d.ts"))) : null;
  const pending = [];
  for (const statement of statementsOf(file)) {
    const all = reexportAll.exec(statement);
    const some = reexport.exec(statement);
    const space = reexportSpace.exec(statement);
    const { name } = declaration.exec(statement)?.groups ?? {};
    if (all !== null) {
      const { from } = all.groups;
      const inner = follow(from);
      if (inner === null) found.set(`* from ${from}`, { from, name: "*" });
      else for (const entry of inner) found.set(...entry);
    } else if (space !== null) {
      const members = [...follow(space.groups.from).values()].map(({ text }) => `  ${text.replaceAll("\n", "\n  ")}`);
      found.set(space.groups.space, { text: `namespace ${space.groups.space} {\n${members.join("\n")}\n}` });
    } else if (some?.groups.from !== undefined) {
      const { names, from } = some.groups;
      const inner = follow(from);
      const target = statement.startsWith("export") ? found : local;
      for (const [inside, outside] of namesOf(names))
        target.set(outside, inner === null ? { from, name: inside } : inner.get(inside));
    } else if (some !== null) {
      pending.push(...namesOf(some.groups.names));
    } else if (name !== undefined) {
      const before = local.get(name)?.text;
      const text = statement.replace(/^export /u, "").replace(/^declare /u, "");
      local.set(name, { text: before === undefined ? text : `${before}\n${text}` });
      if (statement.startsWith("export")) found.set(name, local.get(name));
    } else if (statement.startsWith("declare module ")) {
      found.set(statement.split(" {")[0], { text: statement });
    } else if (!/^import\b/u.test(statement)) {
      throw new Error(`${file}: a statement that the report doesn't know:\n${statement}`);
    }
  }
  for (const [inside, outside] of pending) found.set(outside, local.get(inside));
  for (const [name, entry] of found) if (entry === undefined) throw new Error(`${file}: ${name} is not declared`);
  return found;
}

/** One entry point as Markdown. */
function sectionOf(specifier, found) {
  const entries = [...found].toSorted(([left], [right]) => left.localeCompare(right, "en"));
  const own = entries.filter(([, { text }]) => text !== undefined).map(([, { text }]) => text);
  const packages = new Set(entries.flatMap(([, { from }]) => from ?? []));
  const lines = [...packages].map((from) => {
    const names = entries.filter(([, entry]) => entry.from === from).map(([name]) => `\`${name.split(" ")[0]}\``);
    return `From \`${from}\`: ${names.join(", ")}.\n`;
  });
  const code = own.length === 0 ? [] : [`\`\`\`typescript\n${own.join("\n\n")}\n\`\`\`\n`];
  const nothing = entries.length === 0 ? ["Exports nothing.\n"] : [];
  return [`## \`${specifier}\`\n`, ...lines, ...code, ...nothing].join("\n");
}

/** The report of one package. */
function reportOf(dir, { name, exports }) {
  const sections = Object.entries(exports)
    .filter(([path, { types }]) => !unstable.has(path) && types !== undefined)
    .map(([path, { types }]) => sectionOf(join(name, path), exportsOf(join(dir, types))));
  return [`# API of ${name}\n`, "Made by `pnpm api` from the built declarations.\n", ...sections].join("\n");
}

/** Reports by file name. */
export function apiReports() {
  return new Map(
    readdirSync(join(root, "packages"))
      .map((entry) => join(root, "packages", entry))
      .map((dir) => ({ dir, manifest: JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) }))
      .filter(({ manifest }) => manifest.private !== true)
      .map(({ dir, manifest }) => [`${manifest.name.replace("@ragstone/", "")}.md`, reportOf(dir, manifest)]),
  );
}

/** Names of pages that differ from what the packages export now. */
export function outdatedReports(made = apiReports()) {
  const stored = existsSync(reports) ? readdirSync(reports) : [];
  const changed = [...made].filter(
    ([name, text]) => !stored.includes(name) || readFileSync(join(reports, name), "utf8") !== text,
  );
  return [...changed.map(([name]) => name), ...stored.filter((name) => !made.has(name))];
}

/** Types of the repository that the exports of `ragstone` mention and that it doesn't export, so that an app can't name them. */
export function unnameableTypes() {
  const entryOf = (name) => join(root, "packages", name.replace("@ragstone/", ""), "dist/index.d.ts");
  const found = exportsOf(entryOf("ragstone"));
  const packages = new Set([...found.values()].map(({ from }) => from));
  const known = new Map([...packages].flatMap((name) => [...exportsOf(entryOf(name))]));
  const mentioned = [...found.keys()].flatMap((name) => known.get(name)?.text?.match(/\b[A-Z]\w+\b/gu) ?? []);
  return [...new Set(mentioned)].filter((name) => known.has(name) && !found.has(name));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const made = apiReports();
  const outdated = outdatedReports(made);
  const unnameable = unnameableTypes();
  if (!process.argv.includes("--check")) {
    mkdirSync(reports, { recursive: true });
    for (const name of outdated) rmSync(join(reports, name), { force: true });
    for (const [name, text] of made) writeFileSync(join(reports, name), text);
  } else if (outdated.length > 0) {
    process.stderr.write(
      `The exports of packages differ from ${outdated.map((name) => `docs/api/${name}`).join(", ")}.\n` +
        "If that is intended, run `pnpm api` and commit the pages.\n",
    );
    process.exitCode = 1;
  }
  if (unnameable.length > 0) {
    process.stderr.write(`Export these types from packages/ragstone/src/index.ts too: ${unnameable.join(", ")}\n`);
    process.exitCode = 1;
  }
}
