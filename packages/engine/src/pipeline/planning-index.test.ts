import type { DocumentToIndex, IndexFingerprint, IndexReader } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { planningIndex } from "./planning-index.js";

const fingerprint = { chunker: "c" } as unknown as IndexFingerprint;
const chunk = (start: number, text: string) => ({ start, end: start + text.length, text });
const stored = [chunk(0, "a"), chunk(10, "b"), chunk(20, "c")];

/** An index with one document and one known vector. */
const inner = {
  chunks: ({ path }: { readonly path: string }) => Promise.resolve(path === "a.md" ? stored : []),
  missingVectors: (keys: readonly string[]) => Promise.resolve(new Set(keys.filter((key) => key !== "known"))),
  status: () => Promise.resolve({ documents: 1, chunks: 3 }),
} as unknown as IndexReader;

const written = (path: string, chunks: readonly object[]) =>
  ({ document: { path }, origin: "file", chunks }) as unknown as DocumentToIndex;

describe("an index for planning", () => {
  it("counts the chunks that a write would add and remove", async () => {
    const index = planningIndex(inner, fingerprint);
    const changed = written("a.md", [chunk(0, "a"), chunk(10, "B"), chunk(21, "c"), chunk(30, "d")]);
    expect(await index.replaceDocument(changed)).toEqual({ chunksAdded: 3, chunksRemoved: 2 });
    expect(await index.replaceDocument(written("b.md", [chunk(0, "x")]))).toEqual({ chunksAdded: 1, chunksRemoved: 0 });
    expect((await index.status()).chunks).toBe(3 + 1 + 1);
    expect(await index.removeDocument({ origin: "file", path: "a.md" })).toBe(3);
    expect((await index.status()).chunks).toBe(2);
  });

  it("does not miss a vector twice", async () => {
    const index = planningIndex(inner, fingerprint);
    expect(await index.missingVectors(["known", "new", "newer"])).toEqual(new Set(["new", "newer"]));
    await index.putVectors(new Map([["new", Float32Array.of(1)]]));
    expect(await index.missingVectors(["known", "new", "newer"])).toEqual(new Set(["newer"]));
  });

  it("is empty where there is no index yet", async () => {
    const index = planningIndex(null, fingerprint);
    const key = { origin: "file", path: "a.md" } as const;
    expect([await index.documents(), await index.chunks(key), await index.search({ k: 3 })]).toEqual([[], [], []]);
    expect([await index.document(key), await index.text(key), await index.chunk("id")]).toEqual([null, null, null]);
    expect(await index.missingVectors(["a"])).toEqual(new Set(["a"]));
    expect(await index.termShares(["a"])).toEqual(new Map());
    expect(await index.status()).toEqual({
      documents: 0,
      chunks: 0,
      vectors: 0,
      tokens: 0,
      bytes: 0,
      updatedMs: null,
      search: { kind: "exact", recall: 1 },
      languages: {},
    });
  });
});
