import { describe, expect, it } from "vitest";
import { commentBlocks } from "./comment-blocks.js";

function hidden(language: Parameters<typeof commentBlocks>[0], text: string): string[] {
  return commentBlocks(language)(text).map(({ start, end }) => text.slice(start, end));
}

describe("comments of Typst", () => {
  it("do not begin in strings", () => {
    expect(hidden("typst", '#let files = glob("docs/*.typ")\nVisible. */ // one\n')).toEqual(["// one"]);
    expect(hidden("typst", '#text("share: //server/docs, limit 30 bar") // two\n')).toEqual(["// two"]);
    expect(hidden("typst", '#text("a \\" //server") /* three */\n')).toEqual(["/* three */"]);
  });

  it("end, or are text", () => {
    expect(hidden("typst", "A path: docs/* and more.\n\nVisible.\n")).toEqual([]);
    expect(hidden("typst", "A \\/\\/ escaped slash.\n")).toEqual([]);
  });
});

describe("comments of MediaWiki", () => {
  it("are found after a nowiki element without content", () => {
    expect(hidden("mediawiki", "A<nowiki/>s and B<nowiki />s <!-- secret -->\n")).toEqual(["<!-- secret -->"]);
  });

  it("end, or are text", () => {
    expect(hidden("mediawiki", "Opened <!-- by mistake.\n\nVisible.\n")).toEqual([]);
  });
});

describe("comments of Texinfo", () => {
  it("end, or are text", () => {
    expect(hidden("texinfo", "@ignore\nVisible.\n")).toEqual([]);
  });
});

describe("comments of Textile", () => {
  it("with two points run to the next block that states its kind", () => {
    expect(hidden("textile", "###.. one\n\ntwo\n\np(note). Visible.\n\n###. three\n\nVisible.\n")).toEqual([
      "###.. one\n\ntwo",
      "###. three",
    ]);
    expect(hidden("textile", "###.. one\n\ntwo\n\nh2. Visible.\n")).toEqual(["###.. one\n\ntwo"]);
  });
});

it.each([
  ["typst", "/* a "],
  ["typst", '"\\'],
  ["mediawiki", "<!-- "],
  ["mediawiki", "<nowiki <nowiki/"],
  ["texinfo", "@ignore\n"],
  ["textile", "###.. a\n\n"],
] as const)("reads 50,000 openings of %s %j", (language, text) => {
  expect(hidden(language, text.repeat(50_000)).length).toBeLessThanOrEqual(50_000);
});
