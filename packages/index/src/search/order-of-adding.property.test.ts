import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openIndex } from "../local/open-index.js";

/** So few words and lines that many chunks are equal and tie. */
const line = fc.constantFrom("key ship", "ship key", "soup", "key");
const documents = fc.uniqueArray(
  fc.record({
    path: fc.constantFrom("a.md", "b.md", "c/d.md", "c/e.md", "f.md", "g.md"),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  }),
  { selector: ({ path }) => path, minLength: 3 },
);
type Documents = typeof documents extends fc.Arbitrary<infer Value> ? Value : never;

const question = fc.record({ text: line, vectorOf: fc.option(line), k: fc.integer({ min: 1, max: 4 }) });
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

async function answers(added: Documents, { text, vectorOf, k }: Question): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), "ragstone-order-"));
  const index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  try {
    for (const { path, lines } of added) {
      const entry = sampleDocument(path, lines.join("\n"));
      await index.putVectors(sampleVectors(entry));
      await index.replaceDocument(entry);
    }
    const found = await index.search({ text, vector: vectorOf === null ? null : sampleVector(vectorOf), k });
    return found.map(({ path, start }) => `${path} ${start}`).sort();
  } finally {
    await index.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

describe("a search of the whole index", () => {
  it("finds the same of many equal chunks, whatever the order in which documents were added", async () => {
    const orders = documents.chain((first) =>
      fc.tuple(fc.constant(first), fc.shuffledSubarray(first, { minLength: first.length })),
    );
    await fc.assert(
      fc.asyncProperty(orders, question, async ([first, second], asked) => {
        expect(await answers(second, asked)).toEqual(await answers(first, asked));
      }),
      { numRuns: 60 },
    );
  });
});
