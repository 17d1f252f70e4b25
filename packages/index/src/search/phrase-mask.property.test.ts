import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fakeTerms } from "../../test/fake-terms.js";
import { phraseMask } from "./phrase-mask.js";

// Numbers have one form in English and another with the suffix of German.
const word = fc.constantFrom<string[]>("11", "22", "33", "44");
const chunk = fc.record({ language: fc.constantFrom("en", "de"), words: fc.array(word, { maxLength: 5 }) });
const phrases = fc.array(
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
  { minLength: 1, maxLength: 2 },
);
const form = (language: string, word: string) => (language === "de" ? `${word}\u0001de` : word);

describe("phraseMask", () => {
  it("admits the visible chunks with every word of the phrases in their language", () => {
    fc.assert(
      fc.property(
        fc.array(chunk, { maxLength: 8 }),
        phrases,
        fc.infiniteStream(fc.boolean()),
        (chunks, quoted, hides) => {
          const visible = chunks.map(() => (hides.next().value ? 0 : 1));
          const terms = fakeTerms(chunks.map(({ language, words }) => words.map((each) => form(language, each))));
          const languages = [...new Set(chunks.map(({ language }) => language))];
          const quotedWords = quoted.flatMap((phrase) => phrase.split(" "));
          const all: number[] = chunks.map(({ words }) => (quotedWords.every((each) => words.includes(each)) ? 1 : 0));
          const inScope = all.map((has, ordinal) => has * visible[ordinal]!);
          for (const [mask, expected] of [
            [null, all],
            [Uint8Array.from(visible), inScope],
          ] as const) {
            const corpus = { mask, chunks: chunks.length, averageLength: 1, languages, terms, compare: () => 0 };
            expect(phraseMask({ corpus, phrases: quoted, end: chunks.length })).toEqual({
              mask: Uint8Array.from(expected),
              chunks: expected.reduce((sum, has) => sum + has, 0),
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("looks up the first 255 terms of a long quotation, each once", () => {
    const words = Array.from({ length: 300 }, (_, at) => String(1000 + at));
    const terms = fakeTerms([words.slice(0, 255), words.slice(0, 254), words]);
    const corpus = { mask: null, chunks: 3, averageLength: 1, languages: ["en"], terms, compare: () => 0 };
    const phrases = [words.slice(0, 10).join(" "), words.join(" ")];
    expect(phraseMask({ corpus, phrases, end: 3 })).toEqual({ mask: Uint8Array.of(1, 0, 1), chunks: 2 });
  });
});
