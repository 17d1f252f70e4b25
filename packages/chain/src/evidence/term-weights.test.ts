import { describe, expect, it } from "vitest";
import { termWeights } from "./term-weights.js";

describe("the weights of a question's words", () => {
  it("are asked once for each content word, and larger for rarer ones", async () => {
    const requested: (readonly string[])[] = [];
    const shares = new Map([
      ["keys", 0.5],
      ["vault", 0.001],
      ["every", 3],
      ["dust", 0.000_001],
    ]);
    const termShares = (terms: readonly string[]) => {
      requested.push(terms);
      return Promise.resolve(shares);
    };
    const { of, absent } = await termWeights("Where is the Vault for Keys, the zinc vault and Zinc?", { termShares });
    expect(requested).toEqual([["vault", "keys", "zinc"]]);
    expect(of("keys")).toBeCloseTo(Math.log(2), 10);
    expect(of("vault")).toBeCloseTo(Math.log(1000), 10);
    expect(of("every")).toBe(0);
    expect([of("dust"), of("zinc")]).toEqual([Math.log(20_000), Math.log(20_000)]);
    expect(absent).toEqual(["zinc", "Zinc"]);
  });
});
