import * as fc from "fast-check";
import { expect, it } from "vitest";
import { WordNumbering } from "./word-numbering.js";

const word = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "\u00e9"), minLength: 1, maxLength: 3 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 4 }),
  // Enough different words for the table to grow.
  fc.integer({ min: 0, max: 9_000 }).map((number) => `w${number}`),
);

it("numbers words as a map does", () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.boolean(), (words, isFilled) => {
      const numbering = new WordNumbering();
      const known = new Map<string, number>();
      const all = [...(isFilled ? Array.from({ length: 5_000 }, (_, at) => `w${at}`) : []), ...words];
      for (const written of all) {
        if (!known.has(written)) known.set(written, known.size);
        const number = numbering.numberAt(`.${written}.`, 1, 1 + written.length);
        if (number !== known.get(written)) throw new Error(`${written}: ${number}, not ${known.get(written)}`);
      }
      expect(numbering.size).toBe(known.size);
    }),
    { numRuns: 100 },
  );
});
