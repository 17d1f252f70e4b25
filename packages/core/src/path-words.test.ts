import { expect, it } from "vitest";
import { pathWords } from "./path-words.js";

it.each([
  ["guides/acme-renewal_2024.md", "guides/acme-renewal_2024"],
  ["Reference/ContentTypeParser.md", "Reference/ContentTypeParser Content Type Parser"],
  ["a.b/notes", "a.b/notes"],
  ["README", "README"],
])("reads the words of %s", (path, words) => {
  expect(pathWords(path)).toBe(words);
});
