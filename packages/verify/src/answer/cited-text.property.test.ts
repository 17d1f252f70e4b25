import { hasPassed, type AnswerPart, type CitedQuote, type Policy } from "@ragstone/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SourceText } from "../quotes/source-text.js";
import { AnswerAssembler } from "./answer-assembler.js";
import { answeringUnits } from "./answering-units.js";
import type { CitedSource } from "../quotes/cited-source.js";
import { knownNames } from "../claims/known-names.js";

const text = "Keys rotate every 30 days. The vault stands in Oslo. Backups are kept for 90 days.";
const source: CitedSource = {
  number: 1,
  origin: "file",
  path: "a.md",
  sha256: "s",
  document: new SourceText(text),
  passage: { start: 0, end: text.length },
  units: answeringUnits({ text, start: 0 }),
  headingsOf: () => [],
  pagesOf: () => ({ pages: [] }),
};

interface CitedText {
  readonly text: string;
  readonly citations: readonly CitedQuote[];
}

/** Feeds blocks as a model that cites by itself sends them, each text in pieces of the given sizes. */
function assemble(blocks: readonly CitedText[], policy: Policy, sizes: readonly number[]) {
  const assembler = new AnswerAssembler({
    sources: [source],
    policy,
    attribute: true,
    knownNames: knownNames([source]),
  });
  const parts: AnswerPart[] = [];
  let turn = 0;
  for (const { text, citations } of blocks) {
    assembler.openCited();
    for (let at = 0; at < text.length; turn += 1) {
      const size = sizes[turn % sizes.length]!;
      parts.push(...assembler.push(text.slice(at, at + size)));
      at += size;
    }
    parts.push(...assembler.closeCited(citations));
  }
  parts.push(...assembler.finish());
  return { ...assembler.result(), streamed: parts.map((part) => (part.type === "text" ? part.text : "")).join("") };
}

const quote = fc.constantFrom(
  "Keys rotate every 30 days.",
  "The vault stands in Oslo.",
  "Backups are kept for 90 days. ",
  "Nobody said this.",
  "",
);
const block: fc.Arbitrary<CitedText> = fc.record({
  text: fc
    .array(
      fc.constantFrom(
        "Keys rotate",
        " every 30 days",
        ".",
        " ",
        "\n\n",
        "The vault stands in Oslo. ",
        " and ",
        "Backups are kept for 12 days.",
        "[1]",
        "- ",
        "e.g. this",
        "…",
        '[1: "Keys',
      ),
      { maxLength: 6 },
    )
    .map((pieces) => pieces.join("")),
  citations: fc.array(fc.record({ source: fc.constantFrom(1, 2, 0), quote }), { maxLength: 2 }),
});

describe("text that is cited as a whole", () => {
  it("gives the same answer however it is divided, streams what the answer holds, and never supports what was not checked", () => {
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 5 }),
        fc.constantFrom<Policy>("mark", "drop", "strict"),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
        (blocks, policy, sizes) => {
          const whole = assemble(blocks, policy, [10_000]);
          const divided = assemble(blocks, policy, sizes);
          expect(divided).toEqual(whole);
          expect(whole.streamed).toBe(whole.text);
          let end = 0;
          for (const claim of whole.claims) {
            expect(claim.start).toBeGreaterThanOrEqual(end);
            expect(whole.text.slice(claim.start, claim.end)).toBe(claim.text);
            expect(hasPassed(claim) && (claim.citations.length === 0 || claim.problems.length > 0)).toBe(false);
            end = claim.end;
          }
          for (const citation of whole.citations) expect(text.slice(citation.start, citation.end)).toBe(citation.quote);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("is one claim with all of its citations, be it half a sentence or two", () => {
    const { text: shown, claims } = assemble(
      [
        { text: "So ", citations: [] },
        {
          text: "keys rotate every 30 days. The vault stands in Oslo.\n\n",
          citations: [{ source: 1, quote: "Keys rotate every 30 days. The vault stands in Oslo." }],
        },
        { text: "Backups are kept for 90 days. Nobody knows why the sea is salty.", citations: [] },
      ],
      "mark",
      [3],
    );
    expect(shown).toBe(
      "So keys rotate every 30 days. The vault stands in Oslo. [1]\n\nBackups are kept for 90 days. Nobody knows " +
        "why the sea is salty.",
    );
    expect(claims.map(({ verdict }) => verdict)).toEqual(["checked", "unverified", "unverified"]);
  });

  it("of 100,000 words without a citation is read in linear time", () => {
    const { claims } = assemble(
      [
        { text: "word ".repeat(100_000), citations: [] },
        { text: "Keys rotate. ".repeat(20_000), citations: [] },
      ],
      "mark",
      [5],
    );
    expect(claims.length).toBeGreaterThan(20_000);
  }, 20_000);
});
