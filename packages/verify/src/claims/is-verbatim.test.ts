import { describe, expect, it } from "vitest";
import { verifyAnswer } from "../answer/verify-answer.js";

const sources = [
  {
    text: "Keys **rotate** every 30\ndays, except in `Oslo`.[4] Backups stay.\n\n| Plan | Users |\n|---|---|\n| team | 20 |\n",
  },
];
const verdictOf = (text: string): string | undefined => verifyAnswer({ text, sources }).claims[0]?.verdict;

describe("a claim is quoted", () => {
  it.each([
    ['Keys rotate every 30 days [1: "rotate every 30 days"].'],
    // More than the quote, but the whole sentence that the quote is of.
    ['Keys rotate every 30 days, except in Oslo [1: "rotate every 30 days"].'],
    ["- Keys rotate every 30 days, except in Oslo. [1]"],
    ["Backups stay [1]."],
    ['| team | 20 | [1: "| team | 20 |"]'],
    ['Keys rotate every 30 days, except in Oslo.[1: "Keys rotate every 30 days, except in Oslo"] '],
  ])("where the source has its words: %s", (text) => {
    expect(verdictOf(text)).toBe("quoted");
  });
});

describe("a claim is checked, not quoted", () => {
  it.each([
    ['Keys rotate each 30 days [1: "rotate every 30 days"].'],
    ['The keys rotate every 30 days [1: "rotate every 30 days"].'],
    ['The backup will stay [1: "Backups stay"].'],
  ])("where it has other words: %s", (text) => {
    expect(verdictOf(text)).toBe("checked");
  });

  it("is neither where a check fails, though the words are there", () => {
    expect(verdictOf('Backups stay [2: "Backups stay"].')).toBe("unsupported");
  });
});
