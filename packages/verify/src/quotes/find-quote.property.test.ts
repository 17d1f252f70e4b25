import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findQuote } from "./find-quote.js";
import { SourceText } from "./source-text.js";

const word = fc.constantFrom(
  "cat",
  "efficient",
  "well-known",
  "“quoted”",
  "it’s",
  "naïve",
  "5,000",
  "dogs",
  "ﬁne",
  "inter­national",
  "**bold**",
  "end.",
  "a—b",
);
const gap = fc.constantFrom(" ", "  ", "\n", " \n ", "\t");
const text = fc.array(fc.tuple(word, gap), { minLength: 3, maxLength: 40 }).map((parts) => parts.flat().join(""));

describe("finding a quote", () => {
  it("finds every slice between word ends at a range with the same words", () => {
    fc.assert(
      fc.property(text, fc.nat(30), fc.integer({ min: 1, max: 8 }), (whole, from, length) => {
        const tokens = [...whole.matchAll(/\S+/gu)];
        const first = tokens[from % tokens.length];
        const last = tokens[Math.min(tokens.length - 1, (from % tokens.length) + length)];
        if (first === undefined || last === undefined) return;
        const quote = whole.slice(first.index, last.index + last[0].length);
        const found = findQuote(new SourceText(whole), quote);
        expect(found).not.toBeNull();
        expect(whole.slice(found?.start, found?.end).replace(/\s+/gu, " ")).toContain(
          quote.replace(/\s+/gu, " ").replace(/[.]+$/u, ""),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("finds the words however they are typeset", () => {
    fc.assert(
      fc.property(text, (whole) => {
        const plain = whole
          .replace(/\s+/gu, " ")
          .replaceAll("“", '"')
          .replaceAll("”", '"')
          .replaceAll("’", "'")
          .replaceAll("\u00ad", "")
          .replaceAll("ﬁ", "fi")
          .replaceAll("*", "")
          .replaceAll("—", " - ")
          .trim();
        expect(findQuote(new SourceText(whole), plain)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it("never finds words that are not there", () => {
    fc.assert(
      fc.property(text, (whole) => {
        expect(findQuote(new SourceText(whole), "zebra crossing")).toBeNull();
      }),
    );
  });
});
