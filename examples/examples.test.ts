import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startStandin } from "@ragstone/standin";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const buildHandbook = fileURLToPath(new URL("../scripts/build-handbook.mjs", import.meta.url));

/** The handbook in a folder of its own, so that examples may index it at the same time. */
async function copyOfHandbook(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-example-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await run(process.execPath, [buildHandbook, folder]);
  return folder;
}

async function example(name: string, args: readonly string[] = []): Promise<string> {
  const { stdout } = await run(process.execPath, [fileURLToPath(new URL(name, import.meta.url)), ...args]);
  return stdout;
}

test("the demonstration answers with citations, from the PDF with its page, and refuses", async () => {
  const out = await example("demo.mjs");
  expect(out).toMatch(/committed in one transaction.*\[1\]/u);
  expect(out).toMatch(/document-formats\.pdf:\d+-\d+ · page \d/u);
  expect(out).toContain("No source mentions");
});

test("the library answers from files and from texts that were put in", async () => {
  const out = await example("library.mjs", [
    await copyOfHandbook(),
    "How many dimensions do vectors of the built-in model have?",
  ]);
  expect(out).toContain("256 dimensions");
  expect(out).toContain("Gutenberg");
  expect(out).toMatch(/\[1\] notes\/printer:\d+-\d+/u);
});

test("a scope holds for the LangChain retriever and tool", async () => {
  const out = await example("langchain-agent-tool.mjs", [await copyOfHandbook(), "*.md", "What is a chunk?"]);
  expect(out).toMatch(/concepts\.md:\d+-\d+/u);
  expect(out).not.toMatch(/\.(txt|html|pdf|docx):/u);
});

test("a provider's reranker orders the hits, and loaders read formats of their own", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-example-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "boiler.note"), "Boiler\nAnna Keller repairs the boiler on Mondays.\n");
  writeFileSync(join(folder, "boilers.md"), "# Boilers\n\nBoilers heat water. A boiler is a boiler.\n");
  writeFileSync(join(folder, "egg.timer"), Uint8Array.of(7, 0, 0, 0, 0));
  const [first] = (await example("custom-parts.mjs", [folder, "Who repairs the boiler?"])).split("\n");
  expect(first).toBe("1 0.75 boiler.note Boiler");
  expect(await example("custom-parts.mjs", [folder, "How many minutes is the timer set to?"])).toContain("egg.timer");
});

test("a sign-in of the app's own renews its tokens, and embeds through them", async () => {
  const standin = await startStandin({ tokenTtlSeconds: 1 });
  onTestFinished(() => standin.close());
  const out = await example("databricks-sign-in.mjs", [standin.host, standin.clientId, standin.clientSecret]);
  expect(out).toBe("token 1\nvector of 1024 dimensions\ntoken 2\nvector of 1024 dimensions\n");
});
