import { describe, expect, it } from "vitest";
import { verifyAnswer } from "../answer/verify-answer.js";

const text = "| Plan | Price | Users |\n|---|---|---|\n| Basic | 10 | 3 |\n| Large | 40 | 9 |\n";
const problemsOf = (claim: string) =>
  verifyAnswer({ text: `${claim} [1: "| Basic | 10 | 3 |"].`, sources: [{ text }] }).claims[0]?.problems;

describe("a claim about a row of a table", () => {
  it.each(["The price of Basic is 10", "Basic has 3 users", "Basic has 3 users and its price is 10", "Basic: 3"])(
    "passes with the cell of the column that it names: %s",
    (claim) => {
      expect(problemsOf(claim)).toEqual([]);
    },
  );

  it.each(["The price of Basic is 3", "Basic has 10 users"])("fails with the cell of another column: %s", (claim) => {
    expect(problemsOf(claim)).toEqual(["attachment-mismatch"]);
  });
});
