import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentFault } from "./document-fault.js";
import { headingsAt } from "./headings-at.js";
import type { Block, SourceDocument } from "./source-document.js";

const sound: SourceDocument = {
  path: "a.md",
  text: "Head\nBody \u{1F600} text.\na | b\n1 | 2",
  mediaType: "text/markdown",
  sha256: "0".repeat(64),
  bytes: 34,
  modifiedMs: null,
  title: "Head",
  blocks: [
    { kind: "heading", start: 0, end: 4, level: 1, label: "Head" },
    { kind: "paragraph", start: 5, end: 18 },
    {
      kind: "table",
      start: 19,
      end: 30,
      header: { start: 19, end: 24 },
      cells: [
        { start: 25, end: 26, type: "number", value: 1 },
        { start: 29, end: 30, type: "boolean", value: true },
      ],
    },
  ],
  pages: [
    { page: 1, start: 0, end: 18 },
    { page: 2, start: 18, end: 18 },
    { page: 4, start: 19, end: 30 },
  ],
  hiddenCharacters: 0,
  metadata: { author: "A", year: 2024, tags: ["x"] },
  warnings: [{ code: "decoding", detail: "1 byte" }],
};

const odd = fc.constantFrom<unknown>(
  -1,
  0,
  0.5,
  1,
  7,
  9,
  12,
  31,
  NaN,
  Infinity,
  null,
  undefined,
  "1",
  "\ud800",
  {},
  [],
);
const field = fc.constantFrom("kind", "start", "end", "level", "label", "header", "listId");

/** The contract, restated in the plainest way. */
function isSound({ text, blocks }: SourceDocument): boolean {
  const whole = new Set([0]);
  let at = 0;
  for (const character of text) whole.add((at += character.length));
  const isRange = (range: { start: number; end: number }, from: number, to: number) =>
    whole.has(range.start) &&
    whole.has(range.end) &&
    from <= range.start &&
    range.start <= range.end &&
    range.end <= to;
  return blocks.every((block, index) => {
    const { kind, level, label, header, listId } = block;
    const kinds = ["heading", "paragraph", "list-item", "table", "code", "quote", "front-matter", "running"].concat(
      "definition-term",
      "caption",
    );
    return (
      kinds.includes(kind) &&
      isRange(block, blocks[index - 1]?.end ?? 0, text.length) &&
      block.end > block.start &&
      listId === undefined &&
      (level === undefined || [1, 7, 9, 12, 31].slice(0, kind === "heading" ? 1 : 5).includes(level)) &&
      (label === undefined || (typeof label === "string" && label !== "\ud800")) &&
      (header === undefined || (kind === "table" && header !== null && isRange(header, block.start, block.end)))
    );
  });
}

describe("documentFault", () => {
  it("finds nothing in a sound document", () => {
    expect(documentFault(sound)).toBeNull();
  });

  it("finds exactly the blocks that break the contract, and never throws", () => {
    fc.assert(
      fc.property(fc.nat(2), field, odd, (index, name, value) => {
        const blocks = sound.blocks.map((block, at) => (at === index ? { ...block, [name]: value } : block));
        const document = { ...sound, blocks };
        expect(documentFault(document) === null).toBe(isSound(document));
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, object]>([
    ["lone surrogate at 2", { text: "ab\ud800", blocks: [], pages: [] }],
    ["text is null", { text: null }],
    ["blocks is {}", { blocks: {} }],
    ["bytes is -1", { bytes: -1 }],
    ["hiddenCharacters is 0.5", { hiddenCharacters: 0.5 }],
    ["hidden blocks have 4", { blocks: [{ kind: "hidden", start: 0, end: 4 }] }],
    ["splits a surrogate pair", { pages: [{ page: 1, start: 0, end: 11 }] }],
    ["starts before 9", { pages: [1, 2].map((page) => ({ page, start: 0, end: 9 })) }],
    ["follows page 1", { pages: [1, 1].map((page) => ({ page, start: 0, end: 0 })) }],
    ["ends after the text", { pages: [{ page: 1, start: 0, end: 99 }] }],
    ['metadata "a"', { metadata: { a: { b: 1 } } }],
    ["no code or detail", { warnings: [{}] }],
    ["title is 3", { title: 3 }],
    ["sha256 is", { sha256: "ABC" }],
    ["ends after its table", { blocks: [{ kind: "table", start: 19, end: 24, cells: [{ start: 20, end: 26 }] }] }],
    ["is no table", { blocks: [{ kind: "code", start: 19, end: 24, cells: [] }] }],
    [
      "not of its type",
      { blocks: [{ kind: "table", start: 19, end: 24, cells: [{ start: 19, end: 20, type: "number", value: "1" }] }] },
    ],
    ["modifiedMs is NaN", { modifiedMs: NaN }],
    ["is no list item", { blocks: [{ kind: "paragraph", start: 0, end: 4, listId: 1 }] }],
    ["no whole number from 1", { blocks: [{ kind: "list-item", start: 0, end: 4, level: 1, listId: 0 }] }],
    [
      "of a list at level 1",
      {
        blocks: [
          { kind: "list-item", start: 0, end: 4, level: 1, listId: 7 },
          { kind: "list-item", start: 5, end: 9, level: 2, listId: 7 },
        ],
      },
    ],
  ])("says that %s", (fault, part) => {
    expect(documentFault({ ...sound, ...part })).toContain(fault);
  });

  it("judges values that are no document", () => {
    const values: readonly unknown[] = [undefined, null, 1, "text", [], {}];
    for (const value of values) expect(documentFault(value as SourceDocument)).not.toBeNull();
  });

  it("headingsAt ends whatever the levels are", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.double())), (levels) => {
        const blocks = levels.map((level): Block => ({ kind: "heading", start: 0, end: 1, level, label: "h" }));
        expect(headingsAt("h", blocks, 0).length).toBeLessThanOrEqual(levels.length);
      }),
    );
  });
});
