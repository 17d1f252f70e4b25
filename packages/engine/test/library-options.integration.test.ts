import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRagstoneError, type Answer } from "@ragstone/core";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyAnswer } from "@ragstone/verify";
import type { OpenOptions, Ragstone } from "../src/index.js";
import { openRagstone } from "./open.js";
import { asRetriever, asTool, asVectorStore, fromChatModel } from "../src/langchain.js";
import { libraryOptions } from "../src/options/library-options.js";
import { guide } from "./folder.js";

let folder: string;
let rag: Ragstone;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ragstone-test-"));
  writeFileSync(join(folder, "keys.md"), guide);
  rag = await openRagstone({ folder });
  await rag.index();
});
afterAll(async () => {
  await rag.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As plain JavaScript calls it: types check nothing. */
const js = (options: unknown): never => options as never;
const question = "How often are signing keys rotated?";
const open = async (options: unknown) => (await openRagstone({ folder, ...(options as OpenOptions) })).close();

type Call = (options: unknown) => unknown;
const calls: Readonly<Record<string, Call>> = {
  openRagstone: open,
  ask: (options) => rag.ask(question, js(options)),
  stream: async (options) => {
    for await (const part of rag.stream(question, js(options))) if (part.type === "answer") return part.answer;
    throw new Error("no answer");
  },
  search: (options) => rag.search("signing keys", js(options)),
  scoped: (options) => rag.scoped(js(options)),
  index: (options) => rag.index(js(options)),
  plan: (options) => rag.plan(js(options)),
  refresh: (options) => rag.refresh(js(options)),
  migrate: (options) => rag.migrate(js(options)),
  doctor: (options) => rag.doctor(js(options)),
  watch: (options) => rag.watch(js(options)).close(),
  put: (options) => rag.put(js(options)),
  remove: (path) => rag.remove(js(path)),
  show: (target) => rag.show(js(target)),
  showChunks: (path) => rag.showChunks(js(path)),
  showText: (path) => rag.showText(js(path)),
  verify: (saved) => rag.verify(saved),
  renderHtml: (answer) => rag.renderHtml(js(answer)),
  verifyAnswer: (options) => verifyAnswer(js(options)),
  asRetriever: (options) => asRetriever(rag, js(options)),
  asTool: (options) => asTool(rag, js(options)),
  fromChatModel: (facts) => fromChatModel(new FakeListChatModel({ responses: ["x"] }), js(facts)),
  "asRetriever's view": (view) => asRetriever(js(view)),
  "asTool's view": (view) => asTool(js(view)),
  "asVectorStore's index": (view) => asVectorStore(js(view)),
  "fromChatModel's model": (model) => fromChatModel(js(model)),
};

const pathFaults = ["", "/a.md", "../a.md", "a/../b", "a/./b", "a//b", "a/", "a\\b", "C:/a.md", "a\0b", "a\nb", "a\u007f", "\ud800", ".ragstone/x", "x".repeat(1001), 7]; // prettier-ignore

const refused: readonly (readonly [string, unknown])[] = [
  ["openRagstone", { folder: new URL("file:///tmp") }],
  ["openRagstone", { folder: "" }],
  ["openRagstone", { embeder: "x" }],
  ["openRagstone", { embedder: "foo" }],
  ["openRagstone", { embedder: { embed: () => [] } }],
  ["openRagstone", { generator: {} }],
  ["openRagstone", { policy: "Strict" }],
  ["openRagstone", { targetTokens: "windows" }],
  ["openRagstone", { targetTokens: 3 }],
  ["openRagstone", { concurrency: 0 }],
  ["openRagstone", { include: "x" }],
  ["openRagstone", { exclude: [3] }],
  ["openRagstone", { onEvent: "log" }],
  ["openRagstone", { baseUrl: "localhost" }],
  ["openRagstone", { prices: { m: { input: "1" } } }],
  ...["ask", "stream"].flatMap((call) =>
    [
      { policy: "Strict" },
      { policy: null },
      { maxTokens: -5 },
      { maxTokens: "many" },
      { rounds: 9 },
      { history: [{ role: "bot", text: "x" }] },
      { history: [{ role: "user", text: 3 }] },
      { history: "x" },
      { generator: { name: "x" } },
      { judge: 5 },
      { decompose: "yes" },
      { onePerDocument: true },
      { allCopies: true },
      { model: "extractive" },
    ].map((options) => [call, options] as const),
  ),
  ...["ask", "stream", "search", "asRetriever"].flatMap((call) =>
    [
      { mode: "Text" },
      { topK: 3 },
      { k: "3" },
      { k: 0 },
      { k: 1.5 },
      { filter: { paths: "x" } },
      { filter: "x" },
      { filter: { metadata: "x" } },
      { signal: {} },
      { signal: new AbortController() },
      { diversity: 2 },
      { expand: "all" },
      [],
      "x",
      null,
    ].map((options) => [call, options] as const),
  ),
  ["search", { onePerDocument: "no" }],
  ["scoped", undefined],
  ["scoped", {}],
  ["scoped", { filter: {} }],
  ["scoped", { filter: { path: "a/**" }, k: 3 }],
  ...["index", "plan", "refresh", "migrate"].flatMap((call) =>
    [{ signal: true }, { onEvent: {} }, { force: true }].map((options) => [call, options] as const),
  ),
  ["refresh", { existing: "keep" }],
  ["migrate", undefined],
  ["migrate", {}],
  ["migrate", { embedder: "foo" }],
  ["doctor", { repair: 1 }],
  ["watch", { settleMs: -1 }],
  ["watch", { onReport: 3 }],
  ["watch", { onEvent: 3 }],
  ...pathFaults.map((path) => ["put", { path, text: "x" }] as const),
  ["put", undefined],
  ["put", { path: "a.md" }],
  ["put", { path: "a.md", text: "x", bytes: new Uint8Array(1) }],
  ["put", { path: "a.md", text: 3 }],
  ["put", { path: "a.md", bytes: [1, 2] }],
  ["put", { path: "a.md", text: "x", metadata: { a: { b: 1 } } }],
  ["put", { path: "a.md", text: "x", metadata: { a: Number.NaN } }],
  ["put", { path: "a.md", text: "x", metadata: [] }],
  ...["remove", "show", "showChunks", "showText"].flatMap((call) => [undefined, 3, "", {}].map((value) => [call, value] as const)), // prettier-ignore
  ...["verify", "renderHtml"].flatMap((call) => [undefined, "x", {}, { citations: [{}] }].map((value) => [call, value] as const)), // prettier-ignore
  ["verifyAnswer", undefined],
  ["verifyAnswer", { text: "x" }],
  ["verifyAnswer", { text: 3, sources: [] }],
  ["verifyAnswer", { text: "x", sources: "y" }],
  ["verifyAnswer", { text: "x", sources: [{ content: "y" }] }],
  ["verifyAnswer", { text: "x", sources: [{ text: "y", id: -1 }] }],
  ["verifyAnswer", { text: "x", sources: [{ text: "y", id: {} }] }],
  ["verifyAnswer", { text: "x", sources: [], attribute: "yes" }],
  ["asTool", { name: "" }],
  ["asTool", { k: 3 }],
  ["fromChatModel", { contextTokens: 0 }],
  ["fromChatModel", { citations: "inline" }],
  ["fromChatModel", { context: 8 }],
  ...Object.keys(calls)
    .filter((name) => name.includes("'s "))
    .flatMap((name) => [undefined, null, {}, "x"].map((value) => [name, value] as const)),
];

describe("the library refuses with an InvalidOptionError", () => {
  test.each(refused)("%s(%j)", async (name, options) => {
    const call = async () => calls[name]!(options);
    await expect(call()).rejects.toMatchObject({
      name: "InvalidOptionError",
      code: "invalid-option",
      message: expect.stringMatching(/^.+ is .+; expected .+\.$/su),
    });
  });

  test.each([[undefined], [null], [42], [""], ["  "], [{}], ["x".repeat(10_001)]])(
    "a question that is %j",
    async (text) => {
      for (const call of [() => rag.ask(js(text)), () => rag.search(js(text)), async () => rag.stream(js(text))])
        await expect(call()).rejects.toMatchObject({ name: "InvalidOptionError", data: { option: "question" } });
    },
  );

  test("no options at all", async () => {
    await expect(openRagstone(js(null))).rejects.toMatchObject({ name: "InvalidOptionError" });
  });
});

test("suggests the option that was meant", async () => {
  await expect(rag.search("keys", js({ topK: 3 }))).rejects.toMatchObject({ hint: "Did you mean `k`?" });
  await expect(rag.search("keys", js({ filter: { paths: "x" } }))).rejects.toMatchObject({
    message: expect.stringContaining("expected one of path, pathPrefix"),
  });
  await expect(open({ embeder: "x" })).rejects.toMatchObject({ hint: "Did you mean `embedder`?" });
});

test("options that are undefined count as absent", async () => {
  const nothing = (call: keyof typeof libraryOptions) =>
    Object.fromEntries(Object.keys(libraryOptions[call]).map((name) => [name, undefined]));
  await expect(open({ ...nothing("openRagstone"), folder })).resolves.toBeUndefined();
  expect((await rag.search("signing keys", js(nothing("search")))).length).toBeGreaterThan(0);
  const answer = (await calls["ask"]!(nothing("ask"))) as Answer;
  expect(answer).toMatchObject({ status: "answered", model: "extractive" });
  expect(await rag.renderHtml(JSON.parse(JSON.stringify(answer)) as Answer)).toContain("<html");
});

describe("whatever JavaScript passes", () => {
  const words = ["mark", "strict", "text", "hybrid", "neighbours", "extractive", "x", "a/b.md", "2025-01-31"];
  const value = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSet: true }),
    fc.constantFrom<unknown>(...words, 1, 0, -1, 3, 0.5, true, false, undefined, () => 1, Symbol("x")),
    fc.array(fc.constantFrom(...words)),
    fc.record({ path: fc.constantFrom(...words), type: fc.anything() }, { requiredKeys: [] }),
  );

  test.each(["ask", "search", "scoped", "put", "doctor", "plan", "openRagstone"] as const)(
    "%s gives a result or an error of ours",
    async (name) => {
      const known = Object.keys(libraryOptions[name]).filter((option) => option !== "folder" && option !== "index");
      const options = fc.oneof(
        { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...known), value, { maxKeys: 3 }) },
        { weight: 1, arbitrary: fc.dictionary(fc.string(), value, { maxKeys: 2 }) },
        { weight: 1, arbitrary: value },
      );
      await fc.assert(
        fc.asyncProperty(options, async (given) => {
          const call = async () => calls[name]!(name === "openRagstone" && Object(given) !== given ? {} : given);
          const code: unknown = await call().then(
            () => "invalid-option",
            (error: unknown) => (isRagstoneError(error) ? error.code : error),
          );
          // An empty text that is put is a document without text.
          expect(["invalid-option", "empty"]).toContain(code);
        }),
        { numRuns: 60 },
      );
    },
  );
});
