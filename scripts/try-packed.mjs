// Packs the public packages, installs them with npm in an empty project outside the repository on each of these versions of
// Node.js, and runs the command and the library there: node scripts/try-packed.mjs [VERSION...]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const packAll = fileURLToPath(new URL("pack-all.mjs", import.meta.url));
const question = "How often are signing keys rotated?";
const fact = "every 90 days";
const library = `import { openRagstone, isRagstoneError, verifyAnswer } from "ragstone";
const rag = await openRagstone({ folder: "docs" });
const { text, citations } = await rag.ask(${JSON.stringify(question)});
await rag.close();
const { claims } = verifyAnswer({ text, sources: [{ text: citations[0].quote }] });
const failure = await openRagstone({ folder: "docs", embedder: "static-en-v2" }).catch((error) => error);
console.log(process.version, text, claims.length, isRagstoneError(failure));
`;

/** Runs a program with a version of Node.js first on the path. */
function runOn(version, cwd, command) {
  return execFileSync("npx", ["-y", "-p", `node@${version}`, ...command], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
}

function expectText(where, output, text) {
  if (!output.includes(text))
    throw new Error(`${where} printed ${JSON.stringify(output)}; expected ${JSON.stringify(text)}.`);
}

/** @throws {Error} if the packages can't be installed, or print anything else than the right answer */
function tryOn(version, dir, tarballs) {
  mkdirSync(join(dir, "docs"), { recursive: true });
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "app", private: true, type: "module" }));
  writeFileSync(join(dir, "docs/keys.md"), `# Keys\n\nSigning keys are rotated ${fact} by the platform team.\n`);
  writeFileSync(join(dir, "app.js"), library);
  // Without install scripts, as many companies install: nothing that runs by default may need to be compiled.
  runOn(version, dir, ["npm", "install", "--ignore-scripts", "--silent", "--no-audit", "--no-fund", ...tarballs]);
  expectText(
    "the command",
    runOn(version, dir, ["node", "node_modules/ragstone/bin/ragstone.js", "ask", question, "docs"]),
    fact,
  );
  const output = runOn(version, dir, ["node", "app.js"]);
  for (const text of [`v${version}.`, fact, "1 true"]) expectText("the library", output, text);
}

const versions = process.argv.length > 2 ? process.argv.slice(2) : ["20", "22", "24"];
const place = mkdtempSync(join(tmpdir(), "ragstone-try-"));
try {
  execFileSync(process.execPath, [packAll, join(place, "packed")], { stdio: ["ignore", "ignore", "inherit"] });
  // The folder of optional packages stays: nothing that runs by default may need one.
  const tarballs = readdirSync(join(place, "packed"))
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(place, "packed", name));
  for (const version of versions) {
    tryOn(version, join(place, `node-${version}`), tarballs);
    process.stdout.write(`Node ${version}: the packed packages install and run\n`);
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
