import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Candidate } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactBm25 } from "../../test/exact-bm25.js";
import { openIndex } from "../local/open-index.js";
import { Database } from "../store/database.js";
import { openConnection } from "../store/driver.js";
import { indexFiles } from "../store/files.js";
import { Meta } from "../store/meta.js";
import { mergePending } from "./merge.js";

/** Words of the texts with their terms. */
const forms = {
  ship: ["ship"],
  line: ["line"],
  key: ["kei"],
  rotates: ["rotat"],
  rotation: ["rotat"],
  rotated: ["rotat"],
  backup: ["backup"],
  soup: ["soup"],
  bread: ["bread"],
  x1: ["x1"],
  naïve: ["naiv"],
  鍵更新: ["鍵更", "更新"],
} satisfies Record<string, readonly string[]>;
const words = Object.keys(forms) as (keyof typeof forms)[];
const termsOf = (text: string): string[] => text.split(" ").flatMap((word) => forms[word as keyof typeof forms]);

const word = fc.oneof(fc.constantFrom(...words), fc.constantFrom("ship" as const, "line" as const));
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

/** Scores every chunk of the folder, as if there were no others. */
function exhaustive(documents: ReadonlyMap<string, string>, query: string, folder: string | null): OracleHit[] {
  const chunks = [...documents]
    .filter(([path]) => folder === null || path.startsWith(folder.slice(0, 2)))
    .flatMap(([path, text]) =>
      text.split("\n").map((text) => ({ path, text, terms: termsOf(text), words: text.split(" ").length })),
    );
  return exactBm25(chunks, termsOf(query))
    .map((score, at) => ({ path: chunks[at]!.path, text: chunks[at]!.text, score }))
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
