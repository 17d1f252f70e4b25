import { embeddingText, type Block, type BlockKind, type PageSpan, type Tokenizer } from "@ragstone/core";
import { wordPiece } from "@ragstone/tokenizers";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createChunker } from "./create-chunker.js";

const kinds: readonly BlockKind[] = [
  "heading",
  "paragraph",
  "list-item",
  "table",
  "code",
  "quote",
  "front-matter",
  "running",
  "hidden",
];

const word = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      "the",
      "Unaffable",
      "e.g.",
      "end.",
      "Dr.",
      "half-life",
      "株式会社",
      "naïve",
      "x=1;",
      "| a",
      "What?",
      "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
      "한국어",
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      maxLength: 12,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom("q".repeat(300), "\u{1f600}".repeat(90), "Zx9+/".repeat(60)) },
);
const glue = fc.constantFrom(" ", " ", " ", "\n", "\n\n", "  ", "\t", "", "\f", "\r\n");
const prose = fc.array(fc.tuple(word, glue), { maxLength: 60 }).map((parts) => parts.flat().join(""));

const block = fc.record({
  kind: fc.constantFrom(...kinds),
  text: prose,
  level: fc.integer({ min: 1, max: 6 }),
  gap: fc.constantFrom("", "\n", "\n\n", "loose text. "),
});

const document = fc
  .tuple(fc.array(block, { maxLength: 12 }), fc.option(prose), fc.integer({ min: 1, max: 4 }))
  .map(([parts, title, pageCount]) => {
    let text = "";
    const blocks: Block[] = [];
    for (const { kind, text: body, level, gap } of parts) {
      const start = text.length;
      text += body;
      const newline = text.indexOf("\n", start);
      blocks.push({
        kind,
        start,
        end: text.length,
        level,
        header: kind === "table" && newline > start ? { start, end: newline } : undefined,
      });
      text += gap;
    }
    const pages: PageSpan[] = Array.from({ length: pageCount }, (_, index) => ({
      page: index + 1,
      start: Math.floor((text.length * index) / pageCount),
      end: Math.floor((text.length * (index + 1)) / pageCount),
    }));
    return { text, blocks, title, pages };
  });

/** Counts that do not add up: three tokens for each piece of white space, a token for every two code units. */
const lumpy: Tokenizer = {
  name: "lumpy",
  exact: true,
  specialTokens: 3,
  additive: false,
  count: (text, start = 0, end = text.length) =>
    Math.ceil((end - start) / 2) + 3 * (text.slice(start, end).match(/\s+/gu)?.length ?? 0) + 2,
  encode: () => ({ ids: [], offsets: [] }),
};

const options = fc.record({
  tokenizer: fc.constantFrom(wordPiece(), wordPiece({ specialTokens: 0 }), lumpy),
  windowTokens: fc.integer({ min: 24, max: 300 }),
  reservedTokens: fc.integer({ min: 0, max: 5 }),
  target: fc.constantFrom("window" as const, "half" as const, undefined),
});

describe("chunks of any document", () => {
  test("are slices in order, contain all visible text, and fit the window", () => {
    fc.assert(
      fc.property(document, options, (source, { tokenizer, windowTokens, reservedTokens, target }) => {
        const room = windowTokens - reservedTokens - tokenizer.specialTokens;
        const chunker = createChunker({
          tokenizer,
          windowTokens,
          reservedTokens,
          targetTokens: target === "half" ? Math.max(16, Math.floor(room / 2)) : target,
        });
        const chunks = chunker.chunk(source);
        const covered = new Uint8Array(source.text.length);
        let cursor = 0;
        for (const chunk of chunks) {
          expect(chunk.text).toBe(source.text.slice(chunk.start, chunk.end));
          expect(chunk.start).toBeGreaterThanOrEqual(cursor);
          expect(chunk.text.trim()).not.toBe("");
          cursor = chunk.end;
          covered.fill(1, chunk.start, chunk.end);
          const sent = tokenizer.count(embeddingText(chunk)) + tokenizer.specialTokens + reservedTokens;
          expect(sent).toBeLessThanOrEqual(windowTokens);
          expect(chunk.tokens).toBe(sent);
          expect(chunk.pages).toEqual(
            source.pages.filter((page) => page.start < chunk.end && page.end > chunk.start).map((page) => page.page),
          );
          for (const at of [chunk.start, chunk.end]) {
            expect(/^[\ud800-\udbff][\udc00-\udfff]$/u.test(source.text.slice(at - 1, at + 1))).toBe(false);
          }
        }
        for (const { kind, start, end } of source.blocks.filter((block) => block.kind === "hidden")) {
          expect({ kind, start, hidden: covered.subarray(start, end).includes(1) }).toEqual({
            kind,
            start,
            hidden: false,
          });
          covered.fill(1, start, end);
        }
        const left = [...source.text.matchAll(/\S/g)].filter(({ index }) => covered[index] === 0);
        expect(left).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("split into smaller chunks that contain the same text", () => {
    fc.assert(
      fc.property(document, (source) => {
        const chunker = createChunker({ tokenizer: wordPiece(), windowTokens: 128 });
        for (const chunk of chunker.chunk(source)) {
          const parts = chunker.split(source, chunk);
          expect(parts.map((part) => part.text.replace(/\s/gu, "")).join("")).toBe(chunk.text.replace(/\s/gu, ""));
          for (const part of parts) {
            expect(part.text).toBe(source.text.slice(part.start, part.end));
            expect(part.tokens).toBeLessThan(Math.max(chunk.tokens, 5));
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
