import { describe, expect, it } from "vitest";
import { rowCells } from "./row-cells.js";

function cells(row: string, separatedValues: boolean): string[] {
  return rowCells(row, { start: 0, end: row.length }, separatedValues).map(({ start, end }) => row.slice(start, end));
}

describe("rowCells", () => {
  it("splits extracted tables at their separator", () => {
    expect(cells("41-0177 | Spring washer, clutch |  | € 0.85", false)).toEqual([
      "41-0177",
      "Spring washer, clutch",
      "",
      "€ 0.85",
    ]);
  });

  it("finds empty cells at the ends of a row and next to each other", () => {
    expect(cells("W-0232 |", false)).toEqual(["W-0232", ""]);
    expect(cells("| 12 | | x|y", false)).toEqual(["", "12", "", "x|y"]);
  });

  it("splits comma-separated values, not inside quotes", () => {
    expect(cells('"Pump, big",3,"a ""b""",', true)).toEqual(['"Pump, big"', "3", '"a ""b"""', ""]);
  });

  it("loses no character", () => {
    for (const [row, values] of [
      ["a | b | c", false],
      ['a,"b,c";d', true],
      ["", false],
      [" | ", false],
      ["| | |", false],
    ] as const) {
      const found = rowCells(row, { start: 0, end: row.length }, values);
      expect(found.map(({ start, next }) => row.slice(start, next)).join("")).toBe(row);
    }
  });
});
