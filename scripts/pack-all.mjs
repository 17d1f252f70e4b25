// Packs every public package into one folder and prints the lines that install and uninstall the command: pnpm -s pack:all [FOLDER]
// Data packages that are no part of an installation go to its subfolder `optional`.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const readJson = (...path) => JSON.parse(readFileSync(join(root, ...path), "utf8"));

/** The public packages, with the tarballs that packing them yields. */
function publicPackages(folder) {
  return readdirSync(join(root, "packages"))
    .map((dir) => ({ dir: join(root, "packages", dir), manifest: readJson("packages", dir, "package.json") }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ dir, manifest: { name, version, ragstone: { optional = false } = {} } }) => {
      const file = `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
      return { name, version, dir, optional, tarball: join(folder, optional ? "optional" : "", file) };
    });
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } });
const [target = "packed"] = positionals;
const folder = resolve(process.env.INIT_CWD ?? process.cwd(), target);
const { packageManager } = readJson("package.json");

/** Settings of the package manager that started this script; another one warns about each that it doesn't know. */
const isSetting = ([name]) => name.toLowerCase().startsWith("npm_config_");
const env = Object.fromEntries(Object.entries(process.env).filter((entry) => !isSetting(entry)));

mkdirSync(join(folder, "optional"), { recursive: true });
// An older version next to a newer one would make npm install two copies.
for (const name of readdirSync(folder)) if (/^ragstone-.*\.tgz$/u.test(name)) rmSync(join(folder, name));

const packages = publicPackages(folder);
for (const { dir, tarball } of packages) {
  execFileSync("npx", ["-y", packageManager, "pack", "--out", tarball], {
    cwd: dir,
    env,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
}

const installed = packages.filter(({ optional }) => !optional);
// PowerShell and cmd don't expand globs for npm.
const files =
  process.platform === "win32" ? installed.map(({ tarball }) => `"${tarball}"`).join(" ") : `"${folder}"/*.tgz`;
const lines = [
  `${packages.length} packages in ${folder}\n`,
  `  install:    npm install --global ${files}`,
  ...packages
    .filter(({ optional }) => optional)
    .map(({ tarball }) => `  optional:   npm install --global "${tarball}"`),
  `  uninstall:  npm uninstall --global ${packages.map(({ name }) => name).join(" ")}`,
];
process.stdout.write(`${values.json ? JSON.stringify(packages) : lines.join("\n")}\n`);
