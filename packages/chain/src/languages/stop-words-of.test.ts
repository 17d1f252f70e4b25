import { expect, test } from "vitest";
import { stopWordsOf } from "./stop-words-of.js";

test.each([
  ["de", ["wie", "welcher", "heißt", "heisst"], "urlaub"],
  ["es", ["cuanto", "quien", "los"], "piscina"],
  ["en", ["how", "the"], "holiday"],
])("stop words of %j have its question words and no topics", (language, expected, topic) => {
  const found = stopWordsOf(language);
  expect(expected.filter((word) => !found.has(word))).toEqual([]);
  expect(found.has(topic)).toBe(false);
});

test("a language without a list has no stop words", () => {
  expect(stopWordsOf("xx").size).toBe(0);
});
