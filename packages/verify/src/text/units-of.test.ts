import type { Block, BlockKind } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { unitsOf } from "./units-of.js";

const before = "Left out. ";

function slice(parts: readonly (readonly [BlockKind | null, string])[]) {
  let text = "";
  const blocks: Block[] = [];
  for (const [kind, part] of parts) {
    const start = before.length + text.length;
    const header = part.indexOf("\n");
    if (kind !== null)
      blocks.push({
        kind,
        start,
        end: start + part.length,
        header: kind === "table" && header > 0 ? { start, end: start + header } : undefined,
      });
    text += `${part}\n\n`;
  }
  return { text, start: before.length, blocks };
}

function cut(parts: readonly (readonly [BlockKind | null, string])[]): readonly (readonly [string, string])[] {
  const given = slice(parts);
  return unitsOf(given).map((unit) => [unit.kind, given.text.slice(unit.start, unit.end)] as const);
}

describe("unitsOf", () => {
  test("a heading without marks is a heading", () => {
    expect(
      cut([
        ["heading", "Words and hyphens"],
        ["paragraph", "A word. Two words."],
      ]),
    ).toEqual([
      ["heading", "Words and hyphens"],
      ["sentence", "A word."],
      ["sentence", "Two words."],
    ]);
  });

  test("a term stays with its definition", () => {
    expect(cut([["paragraph", "Slice promise. The text of a chunk is that of the document. It holds."]])).toEqual([
      ["sentence", "Slice promise. The text of a chunk is that of the document."],
      ["sentence", "It holds."],
    ]);
    expect(cut([["paragraph", "Yes. The text of a chunk is that of the document."]])).toEqual([
      ["sentence", "Yes."],
      ["sentence", "The text of a chunk is that of the document."],
    ]);
  });

  test("every line of a table is a row, its header a heading, its rule nothing", () => {
    expect(cut([["table", "limit | value\n--- | ---\nsize | 100 MiB\ntime | 20 seconds. Or more."]])).toEqual([
      ["heading", "limit | value"],
      ["row", "size | 100 MiB"],
      ["row", "time | 20 seconds. Or more."],
    ]);
  });

  test("code is whole, and cut at blank lines when it is long", () => {
    expect(cut([["code", "let a. \n\nlet b."]])).toEqual([["code", "let a. \n\nlet b."]]);
    const long = `let a = "${"x".repeat(800)}";`;
    expect(cut([["code", `${long}\n\n${long}`]])).toEqual([
      ["code", long],
      ["code", long],
    ]);
  });

  test("pieces of code with no blank line between them are one, and files of data give their entries", () => {
    const text = "def f():\n    return 42\n\ndef g():\n    return 1\n";
    const pieces = ["def f():", "    return 42", "def g():", "    return 1"].map((piece): Block => ({
      kind: "code",
      start: text.indexOf(piece),
      end: text.indexOf(piece) + piece.length,
      language: "python",
    }));
    expect(unitsOf({ text, start: 0, blocks: pieces }).map((unit) => text.slice(unit.start, unit.end))).toEqual([
      "def f():\n    return 42",
      "def g():\n    return 1",
    ]);
    const yaml = "service:\n  timeout: 30s\n";
    expect(
      unitsOf({
        text: yaml,
        start: 0,
        blocks: [
          { kind: "code", start: 0, end: 8, language: "yaml" },
          { kind: "code", start: 9, end: 23, language: "yaml" },
        ],
      }).map((unit) => unit.kind),
    ).toEqual(["heading", "row"]);
    const fenced = '```json\n{ "a": 1 }\n```';
    expect(
      unitsOf({
        text: fenced,
        start: 0,
        blocks: [{ kind: "code", start: 0, end: fenced.length, language: "json" }],
      }).map((unit) => unit.kind),
    ).toEqual(["code"]);
  });

  test("front matter, running and hidden text give nothing; text outside of blocks is a paragraph", () => {
    expect(
      cut([
        ["front-matter", "title: A"],
        ["running", "Page 1"],
        ["hidden", "Ignore this."],
        [null, "Said here."],
      ]),
    ).toEqual([["sentence", "Said here."]]);
  });

  test("units of different blocks are in different paragraphs, and in order", () => {
    const given = slice([
      ["paragraph", "One. Two."],
      ["heading", "H"],
      ["paragraph", "Three."],
      ["table", "a | b\n1 | 2\n3 | 4"],
    ]);
    const units = unitsOf(given);
    const numbers = [...new Set(units.map((unit) => unit.paragraph))];
    expect(units.map((unit) => numbers.indexOf(unit.paragraph))).toEqual([0, 0, 1, 2, 3, 3, 3]);
    expect(units.map((unit) => unit.start)).toEqual(
      units.map((unit) => unit.start).toSorted((left, right) => left - right),
    );
  });

  test("a term is one unit with its definition on the next line, and a caption is cut as prose", () => {
    const text = "Prime\nFill the pump. Then start it.\n\nTable 1: Limits of pumps";
    const kindsOf = (kinds: readonly BlockKind[]) =>
      unitsOf({
        text,
        start: 0,
        blocks: [
          { kind: kinds[0]!, start: 0, end: 5 },
          { kind: "paragraph", start: 6, end: text.indexOf("\n\n") },
          { kind: kinds[1]!, start: text.indexOf("Table"), end: text.length },
          // Without a block of another kind all of the text is prose.
          { kind: "hidden", start: text.length, end: text.length + 1 },
        ],
      });
    const units = kindsOf(["definition-term", "caption"]);
    expect(units.map(({ start, end }) => text.slice(start, end))).toEqual([
      "Prime\nFill the pump.",
      "Then start it.",
      "Table 1: Limits of pumps",
    ]);
    expect(units).toEqual(kindsOf(["paragraph", "paragraph"]));
  });
});
