import type { CellObject, WorkSheet } from "@e965/xlsx";
import type { TableCell } from "@ragstone/core";
import { sheetCell, type CellContext } from "./sheet-cell.js";

/** Empty cells kept between two filled ones; a stray cell far to the right costs no more. */
const maxGap = 50;

/** The rows of a sheet that have content, each as a line, cells between ` | `. */
export interface SheetTable {
  readonly text: string;
  /** Length of the first line; 0 if it is the only one. */
  readonly headerLength: number;
  /** Cells whose value is not their text, by ranges of `text`. */
  readonly cells: readonly TableCell[];
}

export function sheetTable(sheet: WorkSheet | undefined, context: CellContext): SheetTable {
  const data: (CellObject | undefined)[][] = sheet?.["!data"] ?? [];
  const lines: string[] = [];
  const cells: TableCell[] = [];
  let start = 0;
  for (const row of data) {
    if (row === undefined) continue;
    const line = rowLine(row, start, cells, context);
    if (line === "") continue;
    lines.push(line);
    start += line.length + 1;
  }
  return { text: lines.join("\n"), headerLength: lines.length > 1 ? lines[0]!.length : 0, cells };
}

/** Writes a row, and notes its typed cells. */
function rowLine(
  row: readonly (CellObject | undefined)[],
  lineStart: number,
  cells: TableCell[],
  context: CellContext,
): string {
  let line = "";
  let previous = -1;
  for (const [key, cell] of Object.entries(row)) {
    const { text, value } = sheetCell(cell, context);
    if (text === "") continue;
    const column = Number(key);
    const separators = previous < 0 ? Math.min(column, maxGap) : Math.min(column - previous, maxGap + 1);
    line += " | ".repeat(separators);
    if (value !== null) {
      const start = lineStart + line.length;
      cells.push({ start, end: start + text.length, ...value });
    }
    line += text;
    previous = column;
  }
  return line;
}
