// Joins the built modules of the packages that every command loads into few files: opening hundreds takes longer than a question.
// A package takes part by exporting `./bundle/…` by default; the entry is then the module of the same name in `dist`.
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const packages = fileURLToPath(new URL("../packages", import.meta.url));
const ours = "./bundle/";

/** The entries of a package by their names in `bundle`, for example `program/main`; none for a package that is not bundled. */
function entriesOf(dir) {
  const { exports = {} } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
  const files = Object.values(exports).flatMap((entry) => entry.default ?? []);
  return files.filter((file) => file.startsWith(ours)).map((file) => file.slice(ours.length, -".js".length));
}

function changedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestModule(dist) {
  const files = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(".js"));
  return Math.max(...files.map((file) => changedAt(join(dist, file))));
}

async function bundle(dir, entries) {
  const [dist, target] = [join(dir, "dist"), join(dir, "bundle")];
  const outputs = entries.map((entry) => join(target, `${entry}.js`));
  if (Math.min(...outputs.map(changedAt)) > newestModule(dist)) return;
  const build = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, join(dist, `${entry}.js`)])),
    external: (id) => !id.startsWith(".") && !id.startsWith("/") && !/^[A-Z]:/iu.test(id),
    platform: "node",
  });
  const made = `${target}.${process.pid}`;
  await build.write({ dir: made, entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" });
  await build.close();
  replace(target, made);
}

/** Another build may do the same: either result will do. */
function replace(target, made) {
  try {
    rmSync(target, { recursive: true, force: true });
    renameSync(made, target);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "EPERM"].includes(error.code)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
}

await Promise.all(
  readdirSync(packages)
    .map((name) => join(packages, name))
    .map((dir) => ({ dir, entries: entriesOf(dir) }))
    .filter(({ entries }) => entries.length > 0)
    .map(({ dir, entries }) => bundle(dir, entries)),
);
