import { describe, expect, it } from "vitest";
import { scoreWords } from "./score-words.js";

describe("scoreWords", () => {
  it("counts every use of a word, in any order and case", () => {
    expect(scoreWords("the cat saw the dog", "The the dog saw cat")).toEqual({ precision: 1, recall: 1 });
    expect(scoreWords("a a b", "a b b")).toEqual({ precision: 2 / 3, recall: 2 / 3 });
  });

  it("counts a word cut in two as two wrong ones and one missing", () => {
    expect(scoreWords("one two", "one t wo")).toEqual({ precision: 1 / 3, recall: 1 / 2 });
  });
});
