import { utils, write, type CellObject } from "@e965/xlsx";
import type { Block } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/pool/load-document.js";

type Cell = Pick<CellObject, "t" | "v" | "z">;

/** Loads a sheet with a header and one row: cells as they are stored and formatted. */
async function load(cells: readonly Cell[]): Promise<{ readonly text: string; readonly table: Block }> {
  const sheet = utils.aoa_to_sheet([cells.map((_, at) => `Column ${at}`)]);
  for (const [at, cell] of cells.entries()) sheet[utils.encode_cell({ r: 1, c: at })] = cell;
  sheet["!ref"] = `A1:${utils.encode_cell({ r: 1, c: cells.length })}`;
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "S");
  const bytes = new Uint8Array(write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
  const { text, blocks } = await loadDocument({ path: "a.xlsx", bytes, modifiedMs: null, sha256: "0".repeat(64) });
  return { text, table: blocks.find(({ kind }) => kind === "table")! };
}

describe("a numeric cell", () => {
  it.each<[number, string, string]>([
    [2.6, "General", "2.6"],
    [2.6, "0", "2.6"],
    [2.6, "0.00", "2.60"],
    [-2.6, "0", "-2.6"],
    [0.4, "0", "0.4"],
    [0.333, "0%", "33.3%"],
    [0.33, "0%", "33%"],
    [0.33, "0.00%", "33.00%"],
    [1.5, "0%", "150%"],
    [1234.567, "#,##0.00", "1,234.567"],
    [1234567.891, "#,##0", "1,234,567.891"],
    [1234.5, "#,##0.00", "1,234.50"],
    [1234.567, '"$"#,##0.00', "$1,234.567"],
    [1234.5, '"$"#,##0.00', "$1,234.50"],
    [120, '#,##0.00 "EUR"', "120.00 EUR"],
    [120.005, '#,##0.00 "EUR"', "120.005 EUR"],
    [-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"],
    [-1234.567, "#,##0;(#,##0)", "(1,234.567)"],
    [4006381333931, "General", "4006381333931"],
    [123456789012, "General", "123456789012"],
    [123456789012345, "0.00E+00", "123456789012345"],
    [0.000012, "General", "0.000012"],
    [1e-7, "0.00", "0.0000001"],
    [1.5e21, "General", "1500000000000000000000"],
    [0.1 + 0.2, "0", "0.3"],
    [412, "00000", "00412"],
    [5551234, "000-0000", "555-1234"],
    [44542250, "#,##0,", "44542250"],
    [2600000, '0.0,,"M"', "2600000"],
    [2.25, "# ?/?", "2.25"],
    [0, "0", "0"],
    [1, '"yes";"yes";"no"', "yes"],
  ])("%f in the format %s reads %s", async (value, format, text) => {
    const { table, text: all } = await load([
      { t: "s", v: "x" },
      { t: "n", v: value, z: format },
    ]);
    expect(all.split("\n").at(-1)).toBe(`x | ${text}`);
    expect((table.cells ?? []).map((cell) => [all.slice(cell.start, cell.end), cell.type])).toEqual(
      text === "yes" ? [] : [[text, "number"]],
    );
  });

  it("keeps its stored value, to the digits that spreadsheets keep", async () => {
    const { table } = await load([2.6, 0.333, 0.1 + 0.2, 4006381333931].map((v) => ({ t: "n", v, z: "0" })));
    expect(table.cells?.map(({ value }) => value)).toEqual([2.6, 0.333, 0.3, 4006381333931]);
  });
});

describe("a date", () => {
  it.each<[number, string, string, string | null]>([
    [44542, "dd.mm.yyyy", "12.12.2021", "2021-12-12"],
    [44542, "DD.MM.YYYY", "12.12.2021", "2021-12-12"],
    [44542, "yyyy-mm-dd", "2021-12-12", "2021-12-12"],
    [44542, "d/m/yy", "12/12/21", "2021-12-12"],
    [44542, "[$-407]d. mmmm yyyy", "12. December 2021", "2021-12-12"],
    [44542.25, "d.m.yy h:mm", "12.12.21 6:00", "2021-12-12T06:00:00"],
    [0.25, "h:mm", "6:00", null],
    [1.5, "[h]:mm", "36:00", null],
  ])("%f in the format %s reads %s", async (value, format, text, iso) => {
    const { table, text: all } = await load([
      { t: "s", v: "x" },
      { t: "n", v: value, z: format },
    ]);
    expect(all.split("\n").at(-1)).toBe(`x | ${text}`);
    expect(table.cells ?? []).toMatchObject(iso === null ? [] : [{ type: "date", value: iso }]);
  });
});

it("types truth values, and leaves text that looks like a number as text", async () => {
  const { table, text } = await load([
    { t: "b", v: true },
    { t: "s", v: "00412" },
    { t: "n", v: 7 },
  ]);
  expect(table.cells?.map(({ start, end, value }) => [text.slice(start, end), value])).toEqual([
    ["TRUE", true],
    ["7", 7],
  ]);
});
