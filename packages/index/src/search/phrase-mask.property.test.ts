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
  it("admits the chunks with every word of the phrases in their language", () => {
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 8 }), phrases, (chunks, quoted) => {
        const terms = fakeTerms(chunks.map(({ language, words }) => words.map((each) => form(language, each))));
        const languages = [...new Set(chunks.map(({ language }) => language))];
        const wanted = quoted.flatMap((phrase) => phrase.split(" "));
        const expected: number[] = chunks.map(({ words }) => (wanted.every((each) => words.includes(each)) ? 1 : 0));
        expect(phraseMask({ corpus: { languages, terms }, phrases: quoted, end: chunks.length })).toEqual({
          mask: Uint8Array.from(expected),
          chunks: expected.reduce((sum, has) => sum + has, 0),
        });
      }),
      { numRuns: 300 },
    );
  });

  it("looks up the first 255 terms of a long quotation, each once", () => {
    const words = Array.from({ length: 300 }, (_, at) => String(1000 + at));
    const terms = fakeTerms([words.slice(0, 255), words.slice(0, 254), words]);
    const phrases = [words.slice(0, 10).join(" "), words.join(" ")];
    expect(phraseMask({ corpus: { languages: ["en"], terms }, phrases, end: 3 })).toEqual({
      mask: Uint8Array.of(1, 0, 1),
      chunks: 2,
    });
  });
});
