import { expect, it } from "vitest";
import { sourceBudget } from "./source-budget.js";

it.each([
  ["extractive", 200_000, 8, Infinity],
  ["model", 8_000, 8, Infinity],
  ["model", 32_000, 40, 6_000],
  ["model", 200_000, 40, 6_000],
  ["model", Infinity, 8, Infinity],
] as const)(
  "a generator of kind %s with a context of %d tokens gets at most %d passages, %d tokens",
  (kind, contextTokens, k, tokens) => {
    expect(sourceBudget({ kind, contextTokens })).toEqual({ k, tokens });
  },
);
