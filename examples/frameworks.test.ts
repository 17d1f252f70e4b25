import { execFile, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const question = "What is a chunk?";
const evidence = /A chunk is a window of a document/u;

/** Three pages of the handbook with an index. */
function documents(): string {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-frameworks-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const page of ["concepts.md", "glossary.md"]) cpSync(path(`../docs/handbook/${page}`), join(folder, page));
  return folder;
}

async function example(name: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [path(`frameworks/${name}.mjs`), ...args], { timeout: 50_000 });
  return stdout;
}

test.each(["langchain-agent", "worker"])("%s answers with a citation", async (name) => {
  const out = await example(name, documents(), question);
  expect(out).toMatch(evidence);
  expect(out).toMatch(/concepts\.md:\d+-\d+/u);
});

test("the LangGraph node marks the claim that no source supports", async () => {
  const out = await example("langgraph-node", documents(), question);
  expect(out).toMatch(/^quoted: A chunk is a window/mu);
  expect(out).toMatch(/^unsupported: Chunks cost 900 dollars/mu);
});

test("the tool of the AI SDK returns passages with their places", async () => {
  expect(await example("ai-sdk-tool", documents(), question)).toMatch(/^concepts\.md:\d+-\d+ "## Chunk/mu);
});

/** Starts a program that prints its address first. */
async function started(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await once(child, "close");
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return line.toString().trim();
}

test.each(["express-server", "hono-server"])("%s streams the parts of an answer as events", async (name) => {
  const address = await started([path(`frameworks/${name}.mjs`), documents()]);
  const response = await fetch(`${address}/ask?q=${encodeURIComponent(question)}`);
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const events = (await response.text()).trim().split("\n\n");
  const kinds = events.map((event) => /^event: (\w+)/u.exec(event)?.[1]);
  expect(kinds.at(-1)).toBe("answer");
  expect(kinds).toContain("citation");
  expect(events.at(-1)).toMatch(evidence);
});

test("the AI SDK streams answers from `ragstone serve`", async () => {
  const token = "a-token-of-24-characters";
  const bin = path("../packages/ragstone/bin/ragstone.js");
  const url = await started([bin, "serve", documents(), "--port", "0", "--no-open", "--json"], {
    RAGSTONE_TOKEN: token,
  });
  const { address, collections } = JSON.parse(url) as { address: string; collections: string[] };
  const out = await example("ai-sdk-provider", address, token, collections[0]!, question);
  expect(out).toMatch(evidence);
  expect(out).toContain("Sources:");
});
