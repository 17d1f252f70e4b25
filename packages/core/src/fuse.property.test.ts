import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fuseRanks, fuseScores } from "./fuse.js";

const candidate = (id: string, text: number, vector: number | null) => ({ id, scores: { text, vector } });
const candidates = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1 }),
    scores: fc.record({
      text: fc.float({ min: 0, max: 40, noNaN: true }),
      vector: fc.option(fc.float({ min: -1, max: 1, noNaN: true })),
    }),
  }),
  { selector: ({ id }) => id },
);

describe.each([
  ["fuseScores", fuseScores],
  ["fuseRanks", fuseRanks],
] as const)("%s", (_, fuse) => {
  test("keeps every candidate once, best first, with scores in [0, 1], whatever order they come in", () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const ranked = fuse(list);
        expect(ranked.map(({ candidate }) => candidate.id).sort()).toEqual(list.map(({ id }) => id).sort());
        for (const [position, { score }] of ranked.entries()) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(score).toBeLessThanOrEqual(ranked[position - 1]?.score ?? 1);
        }
        expect(fuse(list.toReversed())).toEqual(ranked);
      }),
    );
  });
});

test("the sum of scores follows its formula", () => {
  const ranked = fuseScores([candidate("a", 10, 0.2), candidate("b", 5, 0.8), candidate("c", 0, -0.5)]);
  expect(ranked.map(({ candidate: { id }, score }) => [id, score])).toEqual([
    ["b", 0.5 * (0.8 / 0.8) + 0.5 * (5 / 10)],
    ["a", 0.5 * (0.2 / 0.8) + 0.5 * 1],
    ["c", 0],
  ]);
});

test("with one side silent the other ranks alone", () => {
  expect(fuseScores([candidate("a", 1, null), candidate("b", 4, null)]).map(({ score }) => score)).toEqual([1, 0.25]);
});
