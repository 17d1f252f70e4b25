import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Loader, Provider, RerankCandidate, Reranker } from "@ragstone/core";
import { expect, onTestFinished, test } from "vitest";
import { openRagstone, type OpenOptions, type Ragstone } from "../src/index.js";
import { folderOf, guide, lunch } from "./folder.js";

/** Prefers passages that contain a word. */
function preferring(word: string, seen: RerankCandidate[] = []): Reranker {
  return {
    name: `prefers:${word}`,
    maxCandidates: 50,
    async rerank(_query, candidates) {
      seen.push(...candidates);
      return candidates.map(({ text }) => (text.includes(word) ? 1 : 0.25));
    },
  };
}

const prefers: Provider = {
  prefix: "prefers",
  form: "prefers:WORD",
  reranker: async ({ name }) => preferring(name),
};

/** `.log` files with one entry per line. */
const logs: Loader = {
  mediaTypes: ["text/x-log"],
  extensions: ["log"],
  version: 1,
  async load({ path, bytes, sha256, modifiedMs }) {
    const text = new TextDecoder().decode(bytes).replaceAll("|", " ");
    return {
      path,
      text,
      mediaType: "text/x-log",
      sha256,
      bytes: bytes.byteLength,
      modifiedMs,
      title: null,
      blocks: [{ kind: "paragraph", start: 0, end: text.length }],
      pages: [],
      hiddenCharacters: 0,
      metadata: { kind: "log" },
      warnings: [],
    };
  },
};

async function opened(options: OpenOptions, files: Readonly<Record<string, string>>): Promise<Ragstone> {
  const rag = await openRagstone({ folder: await folderOf(files), ...options });
  onTestFinished(() => rag.close());
  await rag.index();
  return rag;
}

test("a reranker orders the hits and sets their scores, by spec or as an object", async () => {
  const files = { "keys.md": guide, "lunch.txt": lunch };
  const seen: RerankCandidate[] = [];
  for (const options of [
    { reranker: preferring("francs", seen) },
    { reranker: "prefers:francs", providers: [prefers] },
  ]) {
    const rag = await opened(options, files);
    const hits = await rag.search("How long does the old key stay valid?");
    expect(hits[0]).toMatchObject({ rank: 1, score: 1, path: "lunch.txt" });
    expect(hits.slice(1).every(({ score }) => score === 0.25)).toBe(true);
  }
  expect(seen.some(({ text }) => text.includes("24 hours"))).toBe(true);
});

test("an answer is made from the passages that the reranker prefers", async () => {
  const rag = await opened({ reranker: preferring("Zurich") }, { "keys.md": guide, "lunch.txt": lunch });
  const { sources } = await rag.ask("Where are private keys stored?");
  expect(sources[0]!.text).toContain("Zurich");
});

test.each([
  [[0.5], "too few scores"],
  [[0.5, Number.NaN], "no number"],
  [[0.5, 2], "a score above 1"],
])("a reranker that returns %j fails the search: %s", async (scores) => {
  const rag = await opened(
    { reranker: { name: "bad", maxCandidates: 2, rerank: async () => scores } },
    { "a.md": "# Keys\n\nKeys rotate.\n", "b.md": "# Keys\n\nKeys are long.\n", "c.md": "# Keys\n\nKeys rust.\n" },
  );
  await expect(rag.search("keys")).rejects.toMatchObject({ code: "invalid-option", data: { option: "reranker" } });
});

test("candidates beyond the reranker's limit follow in their order", async () => {
  const rag = await opened(
    { reranker: { name: "one", maxCandidates: 1, rerank: async () => [0.2] } },
    { "a.md": "# Keys\n\nKeys rotate.\n", "b.md": "# Keys\n\nKeys are long.\n" },
  );
  expect((await rag.search("keys rotate")).map(({ path, score }) => [path, score <= 0.2])).toEqual([
    ["a.md", true],
    ["b.md", true],
  ]);
});

test("a loader of the app reads files by extension, for runs, plans and puts", async () => {
  const files = { "door.log": "door|opened|at dawn\n", "keys.md": guide };
  const rag = await opened({ loaders: [logs] }, files);
  expect(await rag.showText("door.log")).toMatchObject({ text: "door opened at dawn\n" });
  expect((await rag.index()).documents).toMatchObject({ seen: 2, unchanged: 2 });
  expect((await rag.plan()).documents).toMatchObject({ unchanged: 2 });
  await rag.put({ path: "gate.log", text: "gate|closed" });
  const [hit] = await rag.search("gate closed", { filter: { metadata: { kind: "log" } } });
  expect(hit!.path).toBe("gate.log");
});

test("a loader in a module of the app reads files by extension, whatever their content", async () => {
  const folder = await folderOf({ "egg.timer": Uint8Array.of(7, 0, 0, 0) });
  await writeFile(
    join(folder, "load-timer.mjs"),
    `export default async ({ path, bytes, sha256, modifiedMs }) => ({
      path, sha256, modifiedMs, text: \`set to \${bytes[0]} minutes\`, mediaType: "application/x-timer",
      bytes: bytes.byteLength, title: null, blocks: [], pages: [], hiddenCharacters: 0, metadata: {}, warnings: [],
    });`,
  );
  const module = pathToFileURL(join(folder, "load-timer.mjs"));
  const loaders = [{ mediaTypes: ["application/x-timer"], extensions: ["timer"], module }];
  await using rag = await openRagstone({ folder, loaders, exclude: ["*.mjs"] });
  expect((await rag.index()).documents).toMatchObject({ indexed: 1, failed: 0 });
  expect((await rag.showText("egg.timer")).text).toBe("set to 7 minutes");
  expect(await rag.refresh()).toMatchObject({ behind: 0, report: null });
});

test("a loader of the app takes the place of a built-in one for its media type", async () => {
  const shouting: Loader = {
    ...logs,
    mediaTypes: ["text/markdown"],
    extensions: [],
    load: async (input) => ({ ...(await logs.load(input)), mediaType: "text/markdown" }),
  };
  const rag = await opened({ loaders: [shouting] }, { "a.md": "door|opened" });
  expect((await rag.showText("a.md")).text).toBe("door opened");
});

test("a newer version of the app's loader reads its documents again", async () => {
  const folder = await folderOf({ "door.log": "door|opened\n" });
  for (const [version, indexed] of [
    [1, 1],
    [1, 0],
    [2, 1],
  ]) {
    await using rag = await openRagstone({ folder, loaders: [{ ...logs, version: version! }] });
    expect((await rag.index()).documents.indexed).toBe(indexed);
  }
});

test.each([
  [{ reranker: "databricks:gte-large-en" }, "reranker"],
  [{ reranker: {} }, "reranker"],
  [{ providers: [{ prefix: "x" }] }, "providers[0]"],
  [{ providers: [{ prefix: "a:b", form: "a:b" }] }, "providers[0].prefix"],
  [{ providers: [{ ...prefers, prefix: "openai" }] }, "providers"],
  [{ loaders: [{ mediaTypes: [], load: () => {} }] }, "loaders[0].mediaTypes"],
  [{ loaders: {} }, "loaders"],
  [{ loaders: [null] }, "loaders[0]"],
  [{ loaders: [{ mediaTypes: ["a/b"], module: "./load.mjs" }] }, "loaders[0]"],
  [{ loaders: [{ mediaTypes: ["a/b"], module: new URL("https://example.org/load.mjs") }] }, "loaders[0].module"],
])("openRagstone refuses %j, naming %s", async (options, option) => {
  await expect(openRagstone({ folder: ".", ...(options as object) })).rejects.toMatchObject({
    code: "invalid-option",
    data: { option },
  });
});
