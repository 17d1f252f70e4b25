import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Candidate } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openIndex } from "../local/open-index.js";
import { Database } from "../store/database.js";
import { openConnection } from "../store/driver.js";
import { indexFiles } from "../store/files.js";
import { Meta } from "../store/meta.js";
import { idf, saturation } from "../ranking/bm25.js";
import { analyzerFor } from "./analyzer.js";
import { mergePending } from "./merge.js";

const word = fc.constantFrom(
  "ship",
  "ship",
  "ship",
  "line",
  "line",
  "key",
  "rotates",
  "rotation",
  "backup",
  "soup",
  "bread",
  "x1",
  "naïve",
  "鍵更新",
);
const line = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(" "));
const text = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join("\n"));
const path = fc.constantFrom("a/1.md", "a/2.md", "b/3.md", "b/4.md", "c.md");
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("put" as const), path, text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), path }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("merge" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("search" as const),
      query: line,
      k: fc.integer({ min: 1, max: 6 }),
      folder: fc.constantFrom(null, "a/**", "b/**"),
    }),
  },
);

interface OracleHit {
  readonly text: string;
  readonly path: string;
  readonly score: number;
}

/** Scores every chunk of the folder by the formula, as if there were no others. */
function exhaustive(documents: ReadonlyMap<string, string>, query: string, folder: string | null): OracleHit[] {
  const analyzer = analyzerFor("en");
  const chunks = [...documents]
    .filter(([path]) => folder === null || path.startsWith(folder.slice(0, 2)))
    .flatMap(([path, text]) =>
      text.split("\n").map((text) => ({ path, text, terms: analyzer.terms(text), words: text.match(/\S+/g)!.length })),
    );
  const average = chunks.reduce((sum, chunk) => sum + chunk.words, 0) / chunks.length;
  return chunks
    .map(({ path, text, terms, words }) => {
      let score = 0;
      for (const term of analyzer.terms(query)) {
        const count = terms.filter((other) => other === term).length;
        const df = chunks.filter((chunk) => chunk.terms.includes(term)).length;
        if (count > 0) score += idf(chunks.length, df) * saturation(count, words, average);
      }
      return { path, text, score };
    })
    .filter((hit) => hit.score > 0)
    .sort((one, other) => other.score - one.score);
}

function differences(found: readonly Candidate[], expected: readonly OracleHit[], k: number): string[] {
  const scores = found
    .map((hit) => hit.scores.text.toFixed(9))
    .toSorted((one, other) => Number(other) - Number(one))
    .join(" ");
  const wanted = expected
    .slice(0, k)
    .map((hit) => hit.score.toFixed(9))
    .join(" ");
  const strangers = found.filter(
    (hit) =>
      !expected.some(
        (other) => other.path === hit.path && other.text === hit.text && Math.abs(other.score - hit.scores.text) < 1e-9,
      ),
  );
  return [
    ...(scores === wanted ? [] : [`scores ${scores}, not ${wanted}`]),
    ...strangers.map((hit) => `${hit.path} has another score than ${hit.scores.text}`),
  ];
}

describe("text search", () => {
  it("gives the same best chunks and scores as scoring every chunk, through edits, removals and merges", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        const dir = mkdtempSync(join(tmpdir(), "ragstone-rank-"));
        const index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
        const beside = new Database(openConnection(indexFiles(dir).database), dir);
        const documents = new Map<string, string>();
        const faults: string[] = [];
        try {
          for (const action of [
            ...steps,
            { kind: "merge" as const },
            { kind: "search" as const, query: "ship key rotated line soup", k: 4, folder: null },
          ]) {
            if (action.kind === "put") {
              const entry = sampleDocument(action.path, action.text);
              await index.putVectors(sampleVectors(entry));
              await index.replaceDocument(entry);
              documents.set(action.path, action.text);
            } else if (action.kind === "remove") {
              await index.removeDocument(action.path);
              documents.delete(action.path);
            } else if (action.kind === "merge") {
              beside.write(() => mergePending(beside, new Meta(beside)));
            } else if (documents.size > 0) {
              const filter = action.folder === null ? {} : { filter: { path: action.folder } };
              const found = await index.search({ text: action.query, k: action.k, ...filter });
              faults.push(...differences(found, exhaustive(documents, action.query, action.folder), action.k));
            }
          }
        } finally {
          beside.close();
          await index.close();
          rmSync(dir, { recursive: true, force: true });
        }
        expect(faults).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
