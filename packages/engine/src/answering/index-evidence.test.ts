import { statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DocumentReference, IndexReader } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { staticWords } from "@ragstone/embedders";
import { describe, expect, it } from "vitest";
import { WordTable } from "../ranking/word-table.js";
import { candidate } from "../../test/candidates.js";
import { folderOf } from "../../test/folder.js";
import type { IndexLocation } from "../location/index-location.js";
import type { Session } from "../session/session.js";
import { indexEvidence, type IndexEvidenceOptions } from "./index-evidence.js";

const model = staticEmbedder();

/** Evidence over two files and a put text, each with two chunks. */
async function evidenceOf(
  options: Partial<IndexEvidenceOptions> = {},
  change: { readonly folderFrom?: IndexLocation["folderFrom"]; readonly model?: string } = {},
) {
  const folder = await folderOf({ "a.md": "Keys rotate.", "b.md": "Pumps run." });
  const recordOf = (path: string) => {
    const { size, mtimeMs } = statSync(join(folder, path));
    return { origin: "file", path, bytes: size, modifiedMs: mtimeMs };
  };
  const records = [recordOf("a.md"), recordOf("b.md"), { origin: "put", path: "a.md", bytes: 1, modifiedMs: null }];
  const find = (document: DocumentReference) => {
    const { origin, path } = document as { origin: string; path: string };
    return records.find((record) => record.origin === origin && record.path === path) ?? null;
  };
  const asked: unknown[] = [];
  const index = {
    fingerprint: { embedder: { ...model.fingerprint, model: change.model ?? model.fingerprint.model } },
    documents: (filter: unknown) => (asked.push(["documents", filter]), Promise.resolve(records)),
    document: (document: DocumentReference) => Promise.resolve(find(document)),
    text: (document: DocumentReference) => Promise.resolve({ record: find(document), text: "whole" }),
    chunks: ({ path, origin }: { path: string; origin: string }) =>
      Promise.resolve(["1", "2"].map((part) => ({ ...candidate(`${origin} ${path} ${part}`, 1, null, path), origin }))),
    search: (query: { readonly k: number; readonly vector: unknown }) => {
      asked.push(["search", query]);
      return Promise.resolve([candidate("one", 2, null, "a.md"), candidate("two", 1, null, "a.md")]);
    },
    termShares: (terms: unknown, filter: unknown) => (asked.push(["terms", terms, filter]), Promise.resolve(new Map())),
  } as unknown as IndexReader;
  const session = {
    location: { dir: join(folder, ".ragstone"), folder, folderFrom: change.folderFrom ?? "index" },
    embedder: () => Promise.resolve(model),
    reranker: () => Promise.resolve(null),
    words: () => Promise.resolve(new WordTable(staticWords())),
  } as unknown as Session;
  const given = { filter: { path: "**" }, mode: undefined, diversity: undefined, expand: undefined, ...options };
  return { evidence: indexEvidence(session, index, given), asked, folder };
}

const file = (path: string) => ({ origin: "file", path }) as const;

describe("an index as evidence", () => {
  it("is searched by both sides unless the mode is another", async () => {
    const { evidence, asked } = await evidenceOf();
    const hits = await evidence.search("keys", { k: 1 });
    expect(hits.map(({ id }) => id)).toEqual(["one"]);
    expect(asked).toMatchObject([
      ["terms", ["keys"], { path: "**" }],
      ["search", { text: "keys", vector: expect.any(Float32Array), filter: { path: "**" } }],
    ]);
    const text = await evidenceOf({ mode: "text" });
    await text.evidence.search("keys", { k: 1 });
    expect(text.asked).toMatchObject([["search", { text: "keys", vector: null }]]);
  });

  it("shows which words of a passage match, as a search does", async () => {
    const { evidence } = await evidenceOf();
    const [hit] = await evidence.search("one", { k: 1 });
    expect(hit!.highlights).toEqual([{ start: hit!.start, end: hit!.start + "one".length }]);
  });

  it("refuses to search by the vectors of another model", async () => {
    const { evidence } = await evidenceOf({}, { model: "other" });
    await expect(evidence.search("keys", { k: 1 })).rejects.toMatchObject({ code: "model-mismatch" });
  });

  it("gives the texts only of documents that were found or read", async () => {
    const { evidence } = await evidenceOf();
    expect(await evidence.readDocument(file("a.md"))).toBeNull();
    await evidence.search("keys", { k: 1 });
    expect(await evidence.readDocument(file("a.md"))).toMatchObject({ text: "whole" });
    expect(await evidence.readDocument(file("b.md"))).toBeNull();
    expect(await evidence.readDocument({ origin: "put", path: "a.md" })).toBeNull();
  });

  it("is read whole in order, ranked from 1, within the filter", async () => {
    const { evidence, asked } = await evidenceOf();
    const all = [];
    for await (const hit of evidence.readAll!()) all.push(hit);
    expect(all.map(({ rank, id }) => `${rank} ${id}`)).toEqual([
      "1 file a.md 1",
      "2 file a.md 2",
      "3 file b.md 1",
      "4 file b.md 2",
      "5 put a.md 1",
      "6 put a.md 2",
    ]);
    const { id, start, end, text, headings, pages } = candidate("file b.md 1", 1, null, "b.md");
    const shown = { id, start, end, text, headings, pages, ...file("b.md") };
    expect(all[2]).toEqual({ ...shown, rank: 3, score: 1, scores: { text: 0, vector: null } });
    expect(asked).toEqual([["documents", { path: "**" }]]);
    expect(await evidence.readDocument(file("b.md"))).not.toBeNull();
    await evidence.termShares(["keys"]);
    expect(asked.at(-1)).toEqual(["terms", ["keys"], { path: "**" }]);
  });

  it("compares words only where that is cheap", async () => {
    const { evidence } = await evidenceOf();
    const vectors = await evidence.wordVectors!(["keys", "pumps"]);
    expect(vectors).toEqual((await model.embed(["keys", "pumps"], { kind: "passage" })).vectors);
    expect((await evidenceOf({}, { model: "other" })).evidence).toMatchObject({ wordVectors: undefined });
  });

  it("knows the language of a text", async () => {
    const { evidence } = await evidenceOf();
    expect(await evidence.languageOf!("The keys of the plant are kept in a box next to the door. ".repeat(3))).toBe(
      "en",
    );
  });
});

describe("a document of the evidence", () => {
  it("is stale when its file has another size or time, or is gone", async () => {
    const { evidence, folder } = await evidenceOf();
    expect(await evidence.isStale!(file("a.md"))).toBe(false);
    const { atime, mtime, mtimeMs } = statSync(join(folder, "a.md"));
    writeFileSync(join(folder, "a.md"), "Keys rotate every day.");
    utimesSync(join(folder, "a.md"), atime, mtimeMs / 1000);
    expect(await evidence.isStale!(file("a.md"))).toBe(true);
    utimesSync(join(folder, "b.md"), atime, new Date(mtime.getTime() - 5000));
    expect(await evidence.isStale!(file("b.md"))).toBe(true);
  });

  it("is never stale where it is no file or was removed, and unknown where the folder is a guess", async () => {
    const { evidence } = await evidenceOf();
    expect(await evidence.isStale!({ origin: "put", path: "a.md" })).toBe(false);
    expect(await evidence.isStale!(file("none.md"))).toBe(false);
    expect((await evidenceOf({}, { folderFrom: "guess" })).evidence).toMatchObject({ isStale: undefined });
  });
});
