import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnswerAssembler } from "./answer-assembler.js";
import { knownNames } from "../claims/known-names.js";

describe("text without any end of a sentence", () => {
  it("is given as it arrives, no character lost or twice, wherever it is cut into claims", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 3_900, max: 13_000 }),
        (lengths, sizes, length) => {
          let text = "";
          for (let at = 0; text.length < length; at += 1) text += `${"x".repeat(lengths[at % lengths.length]!)} `;
          const assembler = new AnswerAssembler({
            sources: [],
            policy: "mark",
            attribute: true,
            knownNames: knownNames([]),
          });
          let streamed = "";
          const take = (parts: ReturnType<AnswerAssembler["push"]>) => {
            for (const part of parts) if (part.type === "text") streamed += part.text;
          };
          for (let at = 0, turn = 0; at < text.length; turn += 1) {
            const size = sizes[turn % sizes.length]!;
            take(assembler.push(text.slice(at, at + size)));
            at += size;
          }
          take(assembler.finish());
          expect(streamed).toBe(text.trim());
          expect(assembler.result().text).toBe(text.trim());
        },
      ),
      { numRuns: 40 },
    );
  });
});
