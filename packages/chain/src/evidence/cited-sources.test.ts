import type { Block, Passage, StoredText } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { hitAt } from "../../test/words.js";
import { citedSources } from "./cited-sources.js";
import { closestPassages } from "./closest-passages.js";
import { withBlocks } from "./with-blocks.js";

const text = "# Vault\n\nThe vault is in Oslo.\n\n# Shop\n\nThe shop is in Bergen.";
const blocks: readonly Block[] = [
  { kind: "heading", level: 1, start: 2, end: 7 },
  { kind: "paragraph", start: 9, end: 30 },
  { kind: "heading", level: 1, start: 34, end: 38 },
  { kind: "paragraph", start: 40, end: 62 },
];
const pages = [
  { page: 4, start: 0, end: 30 },
  { page: 5, start: 30, end: 62 },
];

function stored(change: Partial<StoredText> = {}): StoredText {
  return {
    record: {
      path: "places.md",
      sha256: "sha",
      bytes: text.length,
      modifiedMs: 0,
      mediaType: "text/markdown",
      title: null,
      origin: "file",
      language: "en",
      metadata: {},
      loaderVersion: 0,
      chunks: 1,
      indexedMs: 0,
    },
    text,
    blocks,
    pages,
    ...change,
  };
}

const passageAt = (number: number, start: number, end: number): Passage => ({
  ...hitAt("places.md", start, text.slice(start, end)),
  number,
});
const vault = passageAt(1, 9, 30);
const shop = passageAt(2, 40, 62);
const name = "places.md";

describe("a cited source", () => {
  it("is the whole document, once for all its passages, with the headings and pages of a range", () => {
    const sources = citedSources([vault, shop], new Map([[name, stored()]]));
    expect(sources[0]?.document.text).toBe(text);
    expect(sources[1]?.document).toBe(sources[0]?.document);
    expect(sources.map(({ number, path, sha256, passage }) => [number, path, sha256, passage])).toEqual([
      [1, name, "sha", { start: 9, end: 30 }],
      [2, name, "sha", { start: 40, end: 62 }],
    ]);
    expect(sources[0]?.headingsOf({ start: 45, end: 49 })).toEqual(["Shop"]);
    expect(sources[0]?.headingsOf({ start: 9, end: 12 })).toEqual(["Vault"]);
    expect(sources[0]?.pagesOf({ start: 9, end: 30 })).toEqual({ pages: [4] });
    expect(sources[0]?.pagesOf({ start: 30, end: 40 })).toEqual({ pages: [5] });
    expect(sources[0]?.pagesOf({ start: 29, end: 31 })).toEqual({ pages: [4, 5] });
  });

  it.each([
    ["was removed", null, ""],
    ["contains other text there", stored({ text: text.replace("Oslo", "Rome") }), "sha"],
  ])("is the passage by itself, at its offsets, where the document %s", (_, document, sha256) => {
    const [source] = citedSources([vault], new Map([[name, document]]));
    expect(source?.document.text.slice(9, 30)).toBe(vault.text);
    expect(source?.document.text).toHaveLength(30);
    expect(source?.sha256).toBe(sha256);
    expect(source?.headingsOf({ start: 9, end: 12 })).toEqual(vault.headings);
    expect(source?.pagesOf({ start: 9, end: 12 })).toEqual({ pages: vault.pages });
  });

  it("has the passage's headings and pages where the document lists none", () => {
    const bare = stored({ blocks: blocks.filter(({ kind }) => kind !== "heading"), pages: [] });
    const [source] = citedSources([vault], new Map([[name, bare]]));
    expect(source?.headingsOf({ start: 45, end: 49 })).toEqual(["Keys"]);
    expect(source?.pagesOf({ start: 45, end: 49 })).toEqual({ pages: [2] });
  });
});

describe("the closest passages", () => {
  const sources = citedSources([vault, shop], new Map([[name, stored()]]));
  const near = { start: 44, end: 62 };

  it("are quotes found at their offsets, with headings and pages", () => {
    expect(closestPassages([{ source: 2, quote: "shop is in Bergen.", near }], sources)).toEqual([
      { origin: "file", path: name, start: 44, end: 62, quote: "shop is in Bergen.", headings: ["Shop"], pages: [5] },
    ]);
  });

  it.each([
    ["of a source that does not exist", { source: 3, quote: "shop", near }],
    ["without offsets", { source: 2, quote: "shop" }],
    ["that is not there", { source: 2, quote: "hop", near }],
  ])("leave out a quote %s", (_, quote) => {
    expect(closestPassages([quote], sources)).toEqual([]);
  });
});

describe("a passage with its blocks", () => {
  it("has those that it overlaps, cut to it", () => {
    const part = passageAt(1, 13, 40);
    expect(withBlocks(part, stored())).toEqual({
      ...part,
      blocks: [
        { kind: "paragraph", start: 13, end: 30 },
        { kind: "heading", level: 1, start: 34, end: 38 },
      ],
    });
    const tail = passageAt(1, 7, 20);
    expect(withBlocks(tail, stored()).blocks).toEqual([{ kind: "paragraph", start: 9, end: 20 }]);
  });

  it("is unchanged where the document is gone or contains other text there", () => {
    expect(withBlocks(vault, null)).toBe(vault);
    expect(withBlocks(vault, stored({ text: text.replace("Oslo", "Rome") }))).toBe(vault);
  });
});
