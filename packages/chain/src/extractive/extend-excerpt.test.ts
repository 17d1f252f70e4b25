import type { Block, Passage } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { buildExcerpt } from "./build-excerpt.js";
import { elementsOf } from "./elements-of.js";
import { extendExcerpt } from "./extend-excerpt.js";

function passageOf(parts: readonly (readonly [Block["kind"], string, Partial<Block>?])[]): Passage {
  const text = parts.map(([, part]) => part).join("\n\n");
  const blocks = parts.map(([kind, part, facts]) => {
    const start = text.indexOf(part);
    return { kind, start, end: start + part.length, ...facts };
  });
  const range = { start: 0, end: text.length };
  const place = { number: 1, origin: "file" as const, path: "a.md", headings: [], pages: [] };
  return { ...place, ...range, text, blocks, score: 1, scores: { text: 1, vector: null } };
}

/** Pieces around the sentence that starts with `key`, extended to some words. */
function pieces(passage: Passage, key: string, words: number): readonly string[] {
  const elements = elementsOf(passage);
  const at = elements.findIndex(({ sentences }) => sentences.some(({ start }) => passage.text.startsWith(key, start)));
  const sentence = elements[at]!.sentences.find(({ start }) => passage.text.startsWith(key, start))!;
  const excerpt = buildExcerpt({ passage, elements, at, key: sentence, targetWords: 1, maxWords: 1 });
  return extendExcerpt(excerpt, words).pieces.map(({ start, end }) => passage.text.slice(start, end));
}

describe("extendExcerpt", () => {
  const prose = passageOf([
    ["heading", "Opening hours", { level: 1, label: "Opening hours" }],
    ["paragraph", "The hall opens at nine. It closes at five."],
    ["paragraph", "On Sundays it opens at ten."],
    ["heading", "Prices", { level: 1, label: "Prices" }],
    ["paragraph", "A ticket costs four euros."],
  ]);

  test("adds the neighbouring sentences of the section, each paragraph as a piece of its own", () => {
    expect(pieces(prose, "It closes", 20)).toEqual([
      "The hall opens at nine. It closes at five.",
      "On Sundays it opens at ten.",
    ]);
  });

  test("never has more words than wanted", () => {
    expect(pieces(prose, "It closes", 10)).toEqual(["It closes at five.", "On Sundays it opens at ten."]);
    expect(pieces(prose, "It closes", 9)).toEqual(["The hall opens at nine. It closes at five."]);
  });

  test("brings no text of another heading", () => {
    expect(pieces(prose, "A ticket", 50)).toEqual(["A ticket costs four euros."]);
  });

  test("brings no text of another definition", () => {
    const entries = passageOf([
      ["definition-term", "cache_size"],
      ["paragraph", "Sets the size of the cache."],
      ["definition-term", "ring_size"],
      ["paragraph", "Sets the ring."],
    ]);
    expect(pieces(entries, "Sets the size", 50)).toEqual(["cache_size", "Sets the size of the cache."]);
  });

  test("stops at a question, which starts another answer", () => {
    const faq = passageOf([["paragraph", "The keeper feeds them. Do you close on Mondays? Yes, we close."]]);
    expect(pieces(faq, "The keeper", 50)).toEqual(["The keeper feeds them."]);
  });

  test("adds no rows to a row", () => {
    const text = "boat,seats\nAlma,4\nBruno,6";
    const table = passageOf([["table", text, { header: { start: 0, end: 10 } }]]);
    expect(pieces(table, "Alma", 50)).toEqual(["boat,seats", "Alma,4"]);
  });
});
