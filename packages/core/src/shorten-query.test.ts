import { expect, it } from "vitest";
import { shortenQuery } from "./shorten-query.js";
import type { Tokenizer } from "./tokenizer.js";

/** Words and signs, as WordPiece would cut these texts. */
const tokenizer = {
  specialTokens: 2,
  count: (text: string) => (text.match(/\w+|[^\w\s]/gu) ?? []).length,
} as unknown as Tokenizer;
const embedder = { tokenizer, queryInstruction: "find: " };
const fits = (text: string, window: number) =>
  embedder.tokenizer.count(embedder.queryInstruction + text) + embedder.tokenizer.specialTokens <= window;

it("keeps whole sentences in their order, the question before all others", () => {
  const query = "We moved the plant in May. It was a long night with many people. How often are keys rotated?";
  const short = shortenQuery(query, embedder, 20);
  expect(short).toBe("We moved the plant in May. How often are keys rotated?");
  expect(fits(short!, 20)).toBe(true);
});

it("keeps the start where nothing asks", () => {
  expect(shortenQuery("Keys rotate. Locks do not. Doors neither.", embedder, 10)).toBe("Keys rotate.");
});

it.each([16, 64, 511])("cuts a single sentence between words, to %i tokens", (window) => {
  const short = shortenQuery("rotation of keys ".repeat(1000), embedder, window);
  expect(fits(short!, window)).toBe(true);
  expect(fits(`${short!} rotation of`, window)).toBe(false);
});

it("has nothing left where not even a word fits", () => {
  expect(shortenQuery("a-b".repeat(30), embedder, 8)).toBeNull();
});
