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
    if (kind !== null) blocks.push({ kind, start, end: start + part.length, ...(kind === "table" && header > 0 && { header: { start, end: start + header } }) });
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
    expect(cut([["heading", "Words and hyphens"], ["paragraph", "A word. Two words."]])).toEqual([["heading", "Words and hyphens"], ["sentence", "A word."], ["sentence", "Two words."]]);
  });

  test("every line of a table is a row, its header a heading, its rule nothing", () => {
    expect(cut([["table", "limit | value\n--- | ---\nsize | 100 MiB\ntime | 20 seconds. Or more."]])).toEqual([
      ["heading", "limit | value"], ["row", "size | 100 MiB"], ["row", "time | 20 seconds. Or more."],
    ]);
  });

  test("code is whole, and cut at blank lines when it is long", () => {
    expect(cut([["code", "let a. \n\nlet b."]])).toEqual([["code", "let a. \n\nlet b."]]);
    const long = `let a = "${"x".repeat(800)}";`;
    expect(cut([["code", `${long}\n\n${long}`]])).toEqual([["code", long], ["code", long]]);
  });

  test("front matter, running and hidden text give nothing; text outside of blocks is a paragraph", () => {
    expect(cut([["front-matter", "title: A"], ["running", "Page 1"], ["hidden", "Ignore this."], [null, "Said here."]])).toEqual([["sentence", "Said here."]]);
  });

  test("units of different blocks are in different paragraphs, and in order", () => {
    const given = slice([["paragraph", "One. Two."], ["heading", "H"], ["paragraph", "Three."], ["table", "a | b\n1 | 2\n3 | 4"]]);
    const units = unitsOf(given);
    const numbers = [...new Set(units.map((unit) => unit.paragraph))];
    expect(units.map((unit) => numbers.indexOf(unit.paragraph))).toEqual([0, 0, 1, 2, 3, 3, 3]);
    expect(units.map((unit) => unit.start)).toEqual(units.map((unit) => unit.start).toSorted((left, right) => left - right));
  });
});
