import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { installBuilt } from "./installed.js";

const run = promisify(execFile);
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const question = "What is a chunk?";
const evidence = /A chunk is a window of a document/u;

/** A folder that is removed when the test ends. */
function folderIn(parent: string, start: string): string {
  const folder = mkdtempSync(join(parent, start));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Two pages of the handbook. */
function documents(): string {
  const folder = folderIn(tmpdir(), "ragstone-frameworks-");
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

// Mastra declares Node 22, so that it cannot be a dependency of the workspace; it runs on Node 20 too.
const clients = process.env["RAGSTONE_NODE_CLIENTS"] ?? "";

test.skipIf(!existsSync(join(clients, "node_modules/@mastra/core")))(
  "the tool of a Mastra agent returns passages with their places (RAGSTONE_NODE_CLIENTS names its folder; skipped without)",
  async () => {
    const dir = folderIn(tmpdir(), "ragstone-mastra-");
    for (const file of ["mastra-tool.mjs", "documents.mjs"]) cpSync(path(`frameworks/${file}`), join(dir, file));
    mkdirSync(join(dir, "node_modules"));
    symlinkSync(join(clients, "node_modules/@mastra"), join(dir, "node_modules/@mastra"));
    for (const name of ["ai", "ragstone", "zod"])
      symlinkSync(path(`node_modules/${name}`), join(dir, "node_modules", name));
    const env = { ...process.env, MASTRA_TELEMETRY_DISABLED: "1" };
    const { stdout } = await run(process.execPath, [join(dir, "mastra-tool.mjs"), documents(), question], { env });
    expect(stdout).toMatch(/^concepts\.md:\d+-\d+ "## Chunk/mu);
  },
);

/** Starts a program that prints its address first. */
async function started(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  address = /^.*$/mu,
): Promise<string> {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await once(child, "close");
  });
  let out = "";
  // The stream stays open: a program whose output is closed may end.
  for await (const piece of child.stdout.iterator({ destroyOnReturn: false })) {
    out += String(piece);
    const found = address.exec(out);
    if (out.includes("\n") && found !== null) {
      child.stdout.resume();
      return found[0];
    }
  }
  throw new Error(`It ended without an address: ${out}`);
}

/** The events of `/ask`, by their types. */
async function streamedEvents(url: string): Promise<{ readonly kinds: readonly unknown[]; readonly last: string }> {
  const response = await fetch(`${url}/ask?q=${encodeURIComponent(question)}`);
  const events = (await response.text()).trim().split("\n\n");
  return { kinds: events.map((event) => /^event: (\w+)/u.exec(event)?.[1]), last: events.at(-1) ?? "" };
}

/** An answer that came in parts. */
const streamed = {
  kinds: expect.arrayContaining(["citation", "answer"]) as string[],
  last: expect.stringMatching(evidence) as string,
};

test.each(["express-server", "hono-server"])("%s streams the parts of an answer as events", async (name) => {
  expect(await streamedEvents(await started([path(`frameworks/${name}.mjs`), documents()]))).toMatchObject(streamed);
});

test("a route of a Next.js app, built for production, streams the parts of an answer as events", async () => {
  // Within the workspace, since Turbopack follows no link to the outside.
  const dir = folderIn(path("."), ".bundle-next-");
  const program = realpathSync(path("node_modules/next/dist/bin/next"));
  cpSync(path("frameworks/next-app"), join(dir, "next-app"), { recursive: true });
  cpSync(path("frameworks/stream-answer.mjs"), join(dir, "stream-answer.mjs"));
  for (const name of ["ragstone", "next", "react", "react-dom"]) installBuilt(dir, name);
  const env = { NEXT_TELEMETRY_DISABLED: "1", DOCS: documents() };
  await run(process.execPath, [program, "build", join(dir, "next-app")], { env: { ...process.env, ...env } });
  const args = [program, "start", join(dir, "next-app"), "--hostname", "127.0.0.1", "--port", "0"];
  const address = await started(args, env, /http:\/\/127\.0\.0\.1:\d+/u);
  expect(await streamedEvents(address)).toMatchObject(streamed);
}, 240_000);

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
