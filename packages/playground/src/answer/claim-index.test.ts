import type { Claim } from "@ragstone/core";
import { expect, it } from "vitest";
import { claimIndex } from "./claim-index.js";

it("finds the same claims as a look at each of them", () => {
  let seed = 1;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 200; round += 1) {
    const claims = Array.from({ length: random(12) }, (): Claim => {
      const start = random(60);
      return { start, end: start + random(20), text: "", citations: [], verdict: "quoted", problems: [] };
    });
    const { overlapping } = claimIndex(claims);
    for (let start = 0; start < 80; start += 7) {
      const end = start + 1 + random(15);
      const expected = claims.flatMap((claim, place) => (claim.start < end && claim.end > start ? place : []));
      expect(overlapping({ start, end })).toEqual(expected);
    }
  }
});
