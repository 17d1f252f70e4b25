import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { hostileModes, serving } from "../../databricks/test/hostile-modes.js";
import { hostileServer } from "../../databricks/test/hostile-server.js";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";

const documents = { "guide.md": guide, "lunch.md": lunch };
const mostBytes = 300 * 1_048_576;

/** Runs the command against a server of a mode; its end and the peak of its memory. */
async function against(name: string, args: readonly string[], cwd: string) {
  const server = await hostileServer(serving(hostileModes.find((mode) => mode.name === name)!));
  onTestFinished(() => server.close());
  const dir = await folderOf({});
  const peakFile = join(dir, "peak");
  const atExit = join(dir, "at-exit.mjs");
  writeFileSync(
    atExit,
    `import { writeFileSync } from "node:fs";
     process.on("exit", () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS)));`,
  );
  const env = {
    DATABRICKS_HOST: server.host,
    DATABRICKS_TOKEN: "dapi-test",
    NODE_OPTIONS: `--import=${pathToFileURL(atExit).href}`,
  };
  const ended = await ragstone(args, { cwd, env });
  return { ...ended, peakBytes: Number(readFileSync(peakFile, "utf8")) * 1024, requests: server.requests };
}

test.each([
  ["a flood of headers", 7, /more header lines/u],
  ["a gzip bomb", 7, /more than \d+ MiB/u],
  ["401", 7, /refused the sign-in/u],
  ["429 with a Retry-After of a century", 7, /asks to wait 3,153,600,000 s/u],
])("`index` against %s ends with %i and a true message, below 300 MB", async (name, code, message) => {
  const cwd = await folderOf(documents);
  const ended = await against(name, ["index", ".", "--embedder", "databricks:gte-large-en"], cwd);
  expect({ code: ended.code, err: ended.err }).toEqual({ code, err: expect.stringMatching(message) as string });
  expect(ended.peakBytes).toBeLessThan(mostBytes);
});

test.each([
  ["an endless line", 7, /a line of more than/u],
  ["words without end", 7, /far beyond/u],
  ["[DONE] at once", 7, /no text|nothing|empty|without/iu],
])("`ask` against %s ends with %i and a true message, below 300 MB", async (name, code, message) => {
  const cwd = await folderOf(documents);
  expect((await ragstone(["index", "."], { cwd })).code).toBe(0);
  const args = ["ask", "How often are signing keys rotated?", "--model", "databricks:claude-sonnet-4-6"];
  const ended = await against(name, args, cwd);
  expect({ code: ended.code, err: ended.err }).toEqual({ code, err: expect.stringMatching(message) as string });
  expect(ended.peakBytes).toBeLessThan(mostBytes);
});
