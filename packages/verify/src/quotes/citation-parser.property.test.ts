import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CitationParser, type ParsedPart } from "./citation-parser.js";

function parse(pieces: readonly string[]): ParsedPart[] {
  const parser = new CitationParser();
  const parts = [...pieces.flatMap((piece) => parser.push(piece)), ...parser.finish()];
  const joined: ParsedPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === "text" && last?.type === "text")
      joined[joined.length - 1] = { type: "text", text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

const fragment = fc.constantFrom(
  "[",
  "]",
  '"',
  "“",
  "”",
  "1",
  "23",
  ":",
  " ",
  ",",
  ";",
  "a",
  "the cat",
  ".",
  "\\",
  "\n",
  '[2: "',
  '"]',
  "[1]",
  "[3: 'x y']",
  '", 4: "',
  "'",
  "[1, 2]",
  "…",
  "😀",
  "`",
  "``",
  "```",
  "(Source ",
  "(",
  ")",
);
const text = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(""));

describe("the citation parser", () => {
  it("finds the same for every split of the stream", () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 12 }), (whole, cuts) => {
        const places = [...new Set(cuts.map((cut) => Math.min(cut, whole.length)))].sort((a, b) => a - b);
        const pieces = [0, ...places].map((from, at) => whole.slice(from, places[at] ?? whole.length));
        expect(parse(pieces)).toEqual(parse([whole]));
        expect(parse(Array.from(whole))).toEqual(parse([whole]));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives back every character that is no citation", () => {
    fc.assert(
      fc.property(text, (whole) => {
        const parts = parse([whole]);
        if (parts.some((part) => part.type === "citation")) return;
        expect(parts.map((part) => (part.type === "text" ? part.text : "")).join("")).toBe(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads back what was written, whatever words are quoted", () => {
    const quote = fc
      .array(fc.constantFrom("cat", "[a]", '"so"', "it's", "5 %", "[12]", "“x”", "a, b", "."), {
        minLength: 1,
        maxLength: 6,
      })
      .map((parts) => parts.join(" "))
      .filter((value) => !/["”“]$/u.test(value));
    fc.assert(
      fc.property(quote, fc.integer({ min: 1, max: 99 }), (words, source) => {
        expect(parse([`Claim [${source}: "${words}"]. Next`])).toEqual([
          { type: "text", text: "Claim " },
          { type: "citation", citation: { source, quote: words, complete: true } },
          { type: "text", text: ". Next" },
        ]);
      }),
    );
  });
});
