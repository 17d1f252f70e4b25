import { expect, test } from "vitest";
import { generalWords } from "./general-words.js";
import { stem } from "./stem.js";

test.each(["allow", "allowed", "try", "say", "worth", "able"])("%s is general", (word) => {
  expect(generalWords.has(stem(word))).toBe(true);
});

test.each(["albatross", "otter", "ship", "x", ""])("%j is not", (word) => {
  expect(generalWords.has(stem(word))).toBe(false);
});
