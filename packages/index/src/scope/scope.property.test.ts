import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SideConnection } from "../../test/side-connection.js";
import { openIndex } from "../local/open-index.js";
import { Scope } from "./scope.js";

const paths = ["b.md", "a.md", "c/d.md", "c.md", "B.md"];

const document = fc.record({
  path: fc.constantFrom(...paths),
  origin: fc.constantFrom("file" as const, "put" as const),
  language: fc.constantFrom("de", "en", "fr", null),
  lines: fc.array(fc.constantFrom("one", "two of them", "three words here", "no vector here now", "!"), {
    maxLength: 3,
  }),
});
type Document = typeof document extends fc.Arbitrary<infer Value> ? Value : never;

const keyOf = ({ path, origin }: { readonly path: string; readonly origin: string }): string => `${path} ${origin}`;

/** Writes the documents in turn, each in place of the one with its key. */
async function write(dir: string, documents: readonly Document[]): Promise<void> {
  const index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  for (const { path, lines, ...options } of documents) {
    const entry = sampleDocument(path, lines.join("\n"), options);
    const chunks = entry.chunks.map((chunk) =>
      chunk.text.startsWith("no vector") ? { ...chunk, vectorKey: null } : chunk,
    );
    await index.putVectors(sampleVectors({ ...entry, chunks }));
    await index.replaceDocument({ ...entry, chunks });
  }
  await index.close();
}

/** The chunks as they are stored, by ordinal. */
function storedChunks({ database, table }: SideConnection) {
  return database
    .all<{ ordinal: number; path: string; origin: string; language: string | null; text: string }>(
      `SELECT ordinal, path, origin, language, text FROM chunks JOIN documents ON ordinal >= first AND ordinal < first + count
        ORDER BY ordinal`,
    )
    .map((row) => ({ ...row, slot: table.slot[row.ordinal]! }));
}

/** What a scope says, and what the documents written and the rows stored say. */
function bothOf(side: SideConnection, documents: readonly Document[], visiblePaths: readonly string[]) {
  const isVisible = ({ path }: { readonly path: string }): boolean => visiblePaths.includes(path);
  const scope = new Scope(side.database, side.table, side.text, isVisible);
  const chunks = storedChunks(side).filter(isVisible);
  const visible = [...new Map(documents.map((each) => [keyOf(each), each])).values()]
    .filter(isVisible)
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const inOrder = visible.flatMap((each) =>
    chunks.filter((chunk) => keyOf(chunk) === keyOf(each)).map(({ ordinal }) => ordinal),
  );
  const lines = visible.flatMap((each) => each.lines);
  const words = lines.flatMap((each) => each.match(/\w+/g) ?? []);
  const slots = new Set(chunks.filter(({ text }) => !text.startsWith("no vector")).map(({ slot }) => slot));
  const isEnglish = ({ language }: { readonly language: string | null }) => language === "en" || language === null;
  const english = chunks.filter(isEnglish);
  return {
    found: {
      mask: [...scope.mask],
      chunks: scope.chunks,
      averageLength: scope.averageLength,
      languages: scope.languages,
      slots: [...scope.slots],
      inOrder: inOrder.toReversed().sort((one, other) => scope.compare(one, other)),
      frequency: scope.terms.frequency("two"),
    },
    expected: {
      mask: Array.from({ length: side.table.end }, (_, at) => (chunks.some(({ ordinal }) => ordinal === at) ? 1 : 0)),
      chunks: lines.length,
      averageLength: lines.length === 0 ? 1 : Math.max(1, words.length / lines.length),
      languages: [null, "de", "en", "fr"].filter((each) => visible.some(({ language }) => language === each)),
      slots: [...slots].sort((one, other) => one - other),
      inOrder,
      frequency: english.filter(({ text }) => text.includes("two")).length,
    },
  };
}

describe("a scope", () => {
  it("contains the chunks of the documents that pass the test, and the figures of those alone", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 8 }),
        fc.subarray(paths),
        async (documents, visiblePaths) => {
          const dir = mkdtempSync(join(tmpdir(), "ragstone-scope-"));
          await write(dir, documents);
          const side = new SideConnection(dir).refresh();
          const { found, expected } = bothOf(side, documents, visiblePaths);
          side.close();
          rmSync(dir, { recursive: true, force: true });
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });
});
