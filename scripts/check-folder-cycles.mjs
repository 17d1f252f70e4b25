// Fails when folders or files inside a package import each other in cycles: node scripts/check-folder-cycles.mjs [ROOT]
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const importPattern =
  /^\s*(?:import|export)\b[^"';]*?from\s*"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"\s*\)|^import "(\.[^"]+)"/gmu;

/** Every source file below a folder, tests left out. */
function sourcesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name) && !/\.test\.tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Files that a file imports by a relative path, type imports included. */
function importsOf(file) {
  return [...readFileSync(file, "utf8").matchAll(importPattern)]
    .map(([, from, dynamic, plain]) => resolve(dirname(file), from ?? dynamic ?? plain))
    .map((path) => [path.replace(/\.js$/u, ".ts"), path.replace(/\.js$/u, ".tsx")].find((one) => existsSync(one)))
    .filter((path) => path !== undefined && path !== file);
}

/** Groups of nodes that reach each other (Tarjan's strongly connected components of more than one node), sorted. */
export function cyclesOf(graph) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const cycles = [];
  const visit = (node) => {
    order.set(node, order.size);
    low.set(node, order.get(node));
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== order.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) cycles.push(group.toSorted((left, right) => left.localeCompare(right)));
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return cycles.toSorted((left, right) => left[0].localeCompare(right[0]));
}

/** Cycles of files, and of folders, inside one package's sources; paths are relative to them. */
export function packageCycles(sources) {
  const files = new Map();
  const folders = new Map();
  for (const file of sourcesOf(sources)) {
    const imports = importsOf(file);
    files.set(
      relative(sources, file),
      imports.map((path) => relative(sources, path)),
    );
    const folder = relative(sources, dirname(file)) || ".";
    const known = folders.get(folder) ?? new Set();
    for (const path of imports) {
      const target = relative(sources, dirname(path)) || ".";
      if (target !== folder) known.add(target);
    }
    folders.set(folder, known);
  }
  return { files: cyclesOf(files), folders: cyclesOf(folders) };
}

/** One line for each cycle of the workspace. */
export function workspaceCycles(root) {
  return readdirSync(join(root, "packages"))
    .filter((name) => existsSync(join(root, "packages", name, "src")))
    .flatMap((name) => {
      const { files, folders } = packageCycles(join(root, "packages", name, "src"));
      return [
        ...files.map((cycle) => `packages/${name}: files import each other: ${cycle.join(", ")}`),
        ...folders.map((cycle) => `packages/${name}: folders import each other: ${cycle.join(", ")}`),
      ];
    });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = workspaceCycles(process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url)));
  for (const line of found) process.stderr.write(`${line}\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
