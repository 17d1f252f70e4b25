import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packText, unpackText } from "../store/pack-text.js";
import type { Occurrences } from "@ragstone/tokenizers/words";
import { decodeForward, encodeForward } from "./forward.js";
import { boundOf, decodeBounds, decodePostings, encodeBounds, encodePostings } from "./postings.js";

const ascending = fc
  .uniqueArray(fc.integer({ min: 0, max: 2 ** 30 - 1 }), { minLength: 1, maxLength: 200 })
  .map((list) => list.sort((one, other) => one - other));
const count = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2 ** 20 }));

describe("stored values", () => {
  it("gives postings back", () => {
    fc.assert(
      fc.property(
        ascending.chain((ordinals) =>
          fc.record({
            ordinals: fc.constant(ordinals),
            counts: fc.array(count, { minLength: ordinals.length, maxLength: ordinals.length }),
          }),
        ),
        (postings) => {
          const ordinals = new Int32Array(256);
          const counts = new Int32Array(256);
          const length = decodePostings(encodePostings(postings), ordinals, counts);
          expect({ ordinals: [...ordinals.subarray(0, length)], counts: [...counts.subarray(0, length)] }).toEqual(
            postings,
          );
          const bound = boundOf(postings, (ordinal) => ordinal % 1000);
          expect(decodeBounds(encodeBounds([bound, bound]))).toEqual([bound, bound]);
        },
      ),
    );
  });

  it("gives term counts back", () => {
    const occurrences = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 1000 }), count), { minLength: 1 })
      .map((pairs) => pairs.sort(([one], [other]) => one - other).flat());
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1, unit: fc.constantFrom("a", "é", "鍵", "\u0001", "9") }), occurrences, {
          noNullPrototype: true,
        }),
        (terms) => {
          const expected = new Map<string, Occurrences>(Object.entries(terms));
          const decoded = new Map<string, Occurrences>();
          decodeForward(encodeForward(expected), (term, found) => decoded.set(term, found));
          expect(decoded).toEqual(expected);
        },
      ),
    );
  });

  it("gives any UTF-16 back", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          expect(unpackText(packText(text))).toBe(text);
        },
      ),
    );
  });
});
