import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Database } from "../store/database.js";
import { packText } from "../store/pack-text.js";
import { PhraseTest } from "./phrases.js";

interface Chunk {
  readonly document: number;
  readonly text: string;
  readonly headings: readonly string[] | null;
}

/** Answers the two queries of a test from a list of chunks, and counts them. */
function fakeDatabase(chunks: readonly Chunk[], languages: Readonly<Record<number, string | null>> = {}) {
  const queries: string[] = [];
  const rowOf = (sql: string, key: number): unknown => {
    queries.push(`${sql.includes("documents") ? "document" : "chunk"} ${key}`);
    if (sql.includes("documents")) return Object.hasOwn(languages, key) ? { language: languages[key] } : undefined;
    const chunk = chunks[key];
    if (chunk === undefined) return undefined;
    return { text: packText(chunk.text), headings: chunk.headings === null ? null : JSON.stringify(chunk.headings) };
  };
  const get = ((sql: string, key: number) => rowOf(sql, key)) as Database["get"];
  return { queries, get };
}

const tableOf = (chunks: readonly Chunk[]) => ({ document: Int32Array.from(chunks, ({ document }) => document) });

const words = fc.array(fc.constantFrom("red", "door", "key"), { maxLength: 6 });
const chunk = fc.record({
  document: fc.constantFrom(1, 2),
  text: words.map((each) => each.join(" ")),
  headings: fc.option(
    fc.array(
      words.map((each) => each.join(", ")),
      { maxLength: 2 },
    ),
  ),
});
const phrase = fc
  .array(fc.constantFrom("red", "door", "key"), { minLength: 1, maxLength: 3 })
  .map((each) => each.join(" "));

describe("PhraseTest", () => {
  it("finds phrases as a search for their letters in the text or one heading does", () => {
    fc.assert(
      fc.property(fc.array(chunk), fc.array(phrase, { maxLength: 2 }), (chunks, phrases) => {
        const test = new PhraseTest(fakeDatabase(chunks), tableOf(chunks), phrases);
        for (const [ordinal, { text, headings }] of chunks.entries()) {
          const runs = [text, ...(headings ?? [])].map((run) => ` ${run.replaceAll(",", "")} `);
          expect(test.holds(ordinal)).toBe(phrases.every((each) => runs.some((run) => run.includes(` ${each} `))));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("compares words in the form of the document's language", () => {
    const chunks = [
      { document: 1, text: "alle Häuser am Wald", headings: null },
      { document: 2, text: "alle Häuser am Wald", headings: null },
      { document: 3, text: "all houses", headings: null },
    ];
    const database = fakeDatabase(chunks, { 1: "de", 2: null });
    const german = new PhraseTest(database, tableOf(chunks), ["Haus am Wald"]);
    expect([0, 1, 2].map((ordinal) => german.holds(ordinal))).toEqual([true, false, false]);
    expect(new PhraseTest(database, tableOf(chunks), ["all house"]).holds(2)).toBe(true);
  });

  it("reads each chunk once, and the language of each document once", () => {
    const chunks = [1, 1, 2].map((document) => ({ document, text: "red door", headings: null }));
    const database = fakeDatabase(chunks, { 1: "en", 2: null });
    const test = new PhraseTest(database, tableOf(chunks), ["red door"]);
    for (const ordinal of [0, 1, 0, 2, 1]) test.holds(ordinal);
    expect(test.read).toBe(3);
    expect(database.queries).toEqual(["document 1", "chunk 0", "chunk 1", "document 2", "chunk 2"]);
  });

  it("does not find anything in a chunk that is not stored", () => {
    expect(new PhraseTest(fakeDatabase([]), tableOf([]), ["red"]).holds(0)).toBe(false);
  });
});
