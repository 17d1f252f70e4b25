import { expect, it } from "vitest";
import { formatTable } from "./format-table.js";

it("aligns a table, numbers to the right", () => {
  expect(
    formatTable(
      ["name", "ms"],
      [
        ["1 a", "1.5"],
        ["longer", "12.25"],
      ],
    ),
  ).toBe(["| name   |    ms |", "|--------|------:|", "| 1 a    |   1.5 |", "| longer | 12.25 |"].join("\n"));
});
