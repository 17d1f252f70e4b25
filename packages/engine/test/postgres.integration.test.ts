import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SearchFilter } from "@ragstone/core";
import { postgresServer } from "@ragstone/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRagstone, type Ragstone, type SearchHits } from "../src/index.js";

const server = await postgresServer();
const docs = fileURLToPath(new URL("../../../docs", import.meta.url));

const questions = [
  "How do I move an index to another machine?",
  "write-ahead log",
  "scaling",
  "postings",
  "Which exit code does an incomplete run have?",
  "decisions about hnsw graphs",
  '"one writer"',
  "retr* of passages",
  "Where is the password kept?",
  "What is it that they can do with it?",
  "benchmarks of the chunker",
];

/** Two words apart in letters from what the documents contain. */
const typos = ["what does the chunkr do", "writting to an indx", "citatoin of sorces", "scaleing", "benchmraks"];

describe.skipIf(server === null)("the same folder in a directory and on PostgreSQL", () => {
  const dir = mkdtempSync(join(tmpdir(), "ragstone-same-"));
  const folder = join(dir, "docs");
  let local: Ragstone;
  let remote: Ragstone;

  beforeAll(async () => {
    for (const part of ["handbook", "decisions"]) cpSync(join(docs, part), join(folder, part), { recursive: true });
    local = await openRagstone({ folder });
    const index = `${server!.url}?collection=same-${randomUUID()}`;
    remote = await openRagstone({ folder, index, dataDir: join(dir, "data") });
    await local.index();
    await remote.index();
  });
  afterAll(async () => {
    await local?.close();
    await remote?.close();
    await server?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Number of searches that gave the same on both sides. */
  const compared = async (queries: readonly string[], filter?: SearchFilter) => {
    let same = 0;
    for (const mode of ["text", "hybrid", "vector"] as const)
      for (const query of queries) {
        const options = { k: 10, mode, ...(filter && { filter }) };
        const [expected, found] = [await local.search(query, options), await remote.search(query, options)];
        expect(found.corrected).toEqual(expected.corrected);
        const place = ({ path, start, end, text, copies }: SearchHits[number]) => ({ path, start, end, text, copies });
        expect({ query, mode, hits: found.map(place) }).toEqual({ query, mode, hits: expected.map(place) });
        expect(expected.length).toBeGreaterThan(0);
        for (const [at, { score, scores }] of found.entries()) {
          expect(scores.text).toBeCloseTo(expected[at]!.scores.text, 9);
          // The local index rounds the numbers of vectors.
          expect(score).toBeCloseTo(expected[at]!.score, mode === "text" ? 9 : 3);
        }
        same += 1;
      }
    return same;
  };

  test("gives the same hits with the same scores for words, meanings and both", async () => {
    expect(await compared(questions)).toBe(questions.length * 3);
  });

  test("gives the same hits in a scope", async () => {
    expect(await compared(questions, { path: "decisions/**" })).toBe(questions.length * 3);
  });

  test("corrects the same typos", async () => {
    await compared(typos);
    await compared(typos, { pathPrefix: "handbook" });
    expect((await remote.search("benchmraks")).corrected).toEqual([{ from: "benchmraks", to: "benchmarks" }]);
  });

  test("gives the same hits after a folder was moved", async () => {
    renameSync(join(folder, "decisions"), join(folder, "reasons"));
    const reports = [await local.index(), await remote.index()];
    for (const { documents, embedded } of reports) {
      expect(documents.moved).toBeGreaterThan(10);
      expect(embedded.texts).toBe(0);
    }
    await compared(["reasons", "decisions about hnsw graphs", "reasons for postings"]);
  });
});
