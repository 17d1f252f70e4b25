import fc from "fast-check";
import type { Block } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { documentSegments } from "./document-segments.js";

describe("documentSegments", () => {
  it("covers the whole text, in order", () => {
    const parts = fc.array(fc.tuple(fc.stringMatching(/^[a-z \n]{0,12}$/u), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(parts, (pieces) => {
        const blocks: Block[] = [];
        let text = "";
        for (const [piece, isBlock] of pieces) {
          if (isBlock && piece !== "")
            blocks.push({ kind: "paragraph", start: text.length, end: text.length + piece.length });
          text += piece;
        }
        const segments = documentSegments(text, blocks);
        expect(segments.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        for (const [index, { start }] of segments.entries())
          expect(start).toBe(index === 0 ? 0 : segments[index - 1]!.end);
      }),
    );
  });

  it("splits text between blocks at blank lines", () => {
    const text = "one\n\ntwo\nthree\n\n\nfour";
    expect(documentSegments(text, []).map(({ start, end }) => text.slice(start, end))).toEqual([
      "one\n\n",
      "two\nthree\n\n\n",
      "four",
    ]);
  });
});
