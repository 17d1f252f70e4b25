// Runs the official MCP conformance scenarios for servers against a fixture that is put together as `ragstone serve` is, and
// those that need no tools of their own against `ragstone serve` itself: pnpm conformance:mcp. Needs the package registry for the tools, which Node 24 runs; without them it says so and ends well.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../node_modules/.cache/mcp-conformance", import.meta.url));
const minutes = 5;
const print = (line) => process.stdout.write(`${line}\n`);

/** The suite of each revision. What a revision does not score (extensions, later additions, pending scenarios) does not count. */
const suites = [
  {
    revision: "2026-07-28",
    version: "0.2.0-alpha.12",
    flags: ["--requirements", "2026-07-28"],
    real: ["caching", "sep-2164-resource-not-found", "server-sse-multiple-streams"],
  },
  {
    revision: "2025-11-25",
    version: "0.1.16",
    flags: ["--suite", "active", "--spec-version", "2025-11-25"],
    real: ["server-initialize", "ping"],
  },
];

/** Scenarios of both revisions that need no tools, resources or prompts of the suite's own. */
const realAlways = ["tools-list", "resources-list", "prompts-list", "dns-rebinding-protection"];

/** Installs a version of the tool with a Node that it runs on. */
async function install(version) {
  const dir = join(cache, version);
  if (existsSync(join(dir, "node_modules/.bin/conformance")) && existsSync(join(dir, "node_modules/.bin/node")))
    return dir;
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "package.json"), "{}");
  const packages = ["node@24", `@modelcontextprotocol/conformance@${version}`];
  await run("npm", ["install", "--no-audit", "--no-fund", "--engine-strict=false", ...packages], {
    cwd: dir,
    timeout: minutes * 60_000,
  });
  await run(join(dir, "node_modules/.bin/node"), ["--version"]);
  return dir;
}

async function outputOf(dir, args) {
  const program = join(dir, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
  const options = { cwd: dir, timeout: minutes * 60_000, maxBuffer: 50_000_000 };
  try {
    return (await run(join(dir, "node_modules/.bin/node"), [program, ...args], options)).stdout;
  } catch (error) {
    if (typeof error.stdout === "string" && error.stdout !== "") return error.stdout;
    throw error;
  }
}

/** The scenarios of the summary, without those that the revision does not score. */
function scoredIn(output) {
  const [, summary = ""] = output.split("=== SUMMARY ===");
  const [scenarios, others = ""] = summary.split("Not scored for");
  const unscored = new Set([...others.matchAll(/[✓✗] (\S+) \(/gu)].map(([, name]) => name));
  return [...scenarios.matchAll(/^[✓✗] (\S+): \d+ passed, (\d+) failed/gmu)]
    .map(([line, name, failed]) => ({ line, name, failed: Number(failed) }))
    .filter(({ name }) => !unscored.has(name));
}

let passed = 0;
let failed = 0;
for (const { revision, version, flags, real } of suites) {
  let dir;
  try {
    dir = await install(version);
  } catch (error) {
    print(
      `skipped ${revision}: the conformance tool ${version} cannot be installed (${String(error.message).split("\n")[0]})`,
    );
    continue;
  }
  const { startFixture } = await import("./conformance-mcp/fixture-server.mjs");
  const { startReal } = await import("./conformance-mcp/real-server.mjs");
  const targets = [
    { what: "fixture", start: startFixture, counts: () => true },
    { what: "`ragstone serve`", start: startReal, counts: ({ name }) => [...realAlways, ...real].includes(name) },
  ];
  for (const { what, start, counts } of targets) {
    const server = await start();
    const output = await outputOf(dir, ["server", "--url", server.url, ...flags]);
    await server.close();
    const scenarios = scoredIn(output).filter(counts);
    const failures = scenarios.filter((scenario) => scenario.failed > 0);
    if (scenarios.length === 0 || failures.length > 0) print(output);
    for (const { line } of failures) print(line);
    const figures = `${scenarios.length - failures.length} of ${scenarios.length} scored scenarios pass`;
    print(`${revision} (${version}), ${what}: ${figures}`);
    passed += scenarios.length - failures.length;
    failed += scenarios.length === 0 ? 1 : failures.length;
  }
}
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
