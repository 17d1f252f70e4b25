import { editDistance } from "@ragstone/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Vocabulary } from "./vocabulary.js";

const word = fc.string({ unit: fc.constantFrom("a", "b", "e", "r"), minLength: 4, maxLength: 10 });

describe("a vocabulary", () => {
  it("finds every term that is near enough and has the same first letter, and no other letter's", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 30 }), word, fc.constantFrom(1, 2), (terms, typo, maxEdits) => {
        const found = new Vocabulary(terms).similar({ word: typo, stem: typo, maxEdits }, "same");
        const near = terms.filter((term) => term[0] === typo[0] && editDistance(term, typo) <= maxEdits);
        expect(found.map(({ term }) => term)).toEqual(expect.arrayContaining(near));
        expect(found.filter(({ term }) => term[0] !== typo[0])).toEqual([]);
      }),
    );
  });

  it("finds every term one edit away that has another first letter", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 30 }), word, (terms, typo) => {
        const found = new Vocabulary(terms).similar({ word: typo, stem: typo, maxEdits: 1 }, "other");
        const near = terms.filter((term) => term[0] !== typo[0] && editDistance(term, typo) <= 1);
        expect(found.map(({ term }) => term)).toEqual(expect.arrayContaining(near));
        expect(found.filter(({ term }) => term[0] === typo[0])).toEqual([]);
      }),
    );
  });

  it("finds stems whose ending the typo hides, in every language", () => {
    const vocabulary = new Vocabulary(["configur", "kei", "rotat\u0001de", "zeppelin"]);
    const termsFor = (typo: string, maxEdits: number) =>
      vocabulary.similar({ word: typo, stem: typo, maxEdits }, "same").map(({ term }) => term);
    expect(termsFor("configuraton", 2)).toEqual(["configur"]);
    expect(termsFor("kyes", 1)).toEqual(["kei"]);
    expect(termsFor("rotaton", 1)).toEqual(["rotat\u0001de"]);
  });
});
