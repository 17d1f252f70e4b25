import { expect, it } from "vitest";
import { precisionOf } from "./precision-of.js";
import { scoreWords } from "./score-words.js";

it("counts the words of a reference that a text has as often", () => {
  expect(scoreWords("The gate\ncloses.", "the GATE closes\nthe end")).toEqual({ recall: 0.6, missing: ["the", "end"] });
});

it("accepts either form of a part", () => {
  expect(scoreWords("Cap | 2.6", "Cap\n3\u001F2.6").missing).toEqual([]);
  expect(scoreWords("Cap | 2.5", "Cap\n3\u001F2.6").missing).toEqual(["3"]);
});

it("is precise where any of the references has the words", () => {
  expect(precisionOf("gate gate closes early", ["gate closes", "a gate gate"])).toBe(0.75);
  expect(precisionOf("", ["gate"])).toBe(1);
});
