import { expect, test } from "vitest";
import type { Provider, Reranker } from "@ragstone/core";
import { openRagstone } from "../src/index.js";
import { folderOf, guide, lunch } from "./folder.js";

/** A reranker that prefers passages with a word, counting its uses. */
function preferring(word: string) {
  const calls = { made: 0, asked: 0, closed: 0 };
  const reranker: Reranker = {
    name: word,
    maxCandidates: 10,
    rerank: async (_query, candidates) => {
      calls.asked += 1;
      return candidates.map(({ text }) => (text.includes(word) ? 1 : 0));
    },
    close: async () => void (calls.closed += 1),
  };
  const provider: Provider = {
    prefix: "prefers",
    form: "prefers:WORD",
    reranker: async () => {
      calls.made += 1;
      return reranker;
    },
  };
  return { reranker, provider, calls };
}

const documents = { "keys.md": guide, "lunch.txt": lunch };
const first = async (hits: Promise<readonly { readonly path: string }[]>) => (await hits)[0]?.path;

test("a call takes its own reranker, by spec or as an object, or none", async () => {
  const { provider, reranker, calls } = preferring("francs");
  const rag = await openRagstone({ folder: await folderOf(documents), providers: [provider] });
  await rag.index();
  expect(await first(rag.search("signing keys at lunch"))).toBe("keys.md");
  expect(await first(rag.search("signing keys at lunch", { reranker: "prefers:francs" }))).toBe("lunch.txt");
  expect(await first(rag.search("signing keys at lunch", { reranker }))).toBe("lunch.txt");
  await rag.ask("How often are signing keys rotated?", { reranker: "prefers:francs" });
  expect(calls).toMatchObject({ made: 1, asked: 3 });
  await rag.close();
  expect(calls.closed).toBe(1);
});

test("off turns the reranker of the index off for a call, and stays the caller's to close", async () => {
  const { reranker, calls } = preferring("francs");
  const rag = await openRagstone({ folder: await folderOf(documents), reranker });
  await rag.index();
  expect(await first(rag.search("signing keys at lunch"))).toBe("lunch.txt");
  expect(await first(rag.search("signing keys at lunch", { reranker: "off" }))).toBe("keys.md");
  expect((await rag.status()).reranker).toBe("francs");
  expect((await rag.doctor()).checks.find(({ name }) => name === "reranker")).toMatchObject({ ok: true });
  await rag.close();
  expect(calls.closed).toBe(0);
});

test("an unknown spec is refused with the known forms, for the index and for a call", async () => {
  const folder = await folderOf(documents);
  const wrong = {
    code: "invalid-option",
    message: expect.stringContaining("expected minilm, openai:MODEL, onnx:DIR, off"),
  };
  await expect(openRagstone({ folder, reranker: "xyzzy" })).rejects.toMatchObject(wrong);
  const rag = await openRagstone({ folder, reranker: "off" });
  await rag.index();
  await expect(rag.search("keys", { reranker: "xyzzy" })).rejects.toMatchObject(wrong);
  expect((await rag.status()).reranker).toBeNull();
  await rag.close();
});
