import fc from "fast-check";
import { expect, test } from "vitest";
import { planBatches } from "./plan-batches.js";

/** The plainest way: extend the batch while the next item fits. */
function oracle(bytes: readonly number[], maxItems: number, maxBytes: number): number[][] {
  const batches: number[][] = [];
  for (const size of bytes) {
    const last = batches.at(-1);
    if (last !== undefined && last.length < maxItems && last.reduce((sum, item) => sum + item, 0) + size <= maxBytes)
      last.push(size);
    else batches.push([size]);
  }
  return batches;
}

test("batches are those of the plainest loop, in order, none lost", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 60 })),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 100 }),
      (bytes, maxItems, maxBytes) => {
        expect(planBatches(bytes, { maxItems, maxBytes }).map(({ start, end }) => bytes.slice(start, end))).toEqual(
          oracle(bytes, maxItems, maxBytes),
        );
      },
    ),
  );
});
