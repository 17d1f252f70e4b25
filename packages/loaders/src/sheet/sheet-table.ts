import type { TableCell } from "@ragstone/core";
import type { GridCell } from "./grid-row.js";
import type { SheetPart } from "./sheet-parts.js";

/** Empty cells kept between two filled ones; a stray cell far to the right costs no more. */
const maxGap = 50;

/** The rows of a part of a sheet, each as a line, cells between ` | `. */
export interface SheetTable {
  readonly text: string;
  /** Length of the lines that name the columns; 0 without any. */
  readonly headerLength: number;
  /** Cells whose value is not their text, by ranges of `text`. */
  readonly cells: readonly TableCell[];
}

/** Writes the rows from the first column that has content. */
export function sheetTable({ rows, headerRows }: SheetPart): SheetTable {
  const lines: string[] = [];
  const cells: TableCell[] = [];
  let start = 0;
  const firstColumn = rows.reduce((least, row) => Math.min(least, row.cells[0]?.column ?? Infinity), Infinity);
  for (const [at, row] of rows.entries()) {
    const written = at < headerRows ? row.cells.flatMap(repeatMerged) : row.cells;
    const line = rowLine(written, firstColumn, { lineStart: start, cells });
    lines.push(line);
    start += line.length + 1;
  }
  return { text: lines.join("\n"), headerLength: lines.slice(0, headerRows).join("\n").length, cells };
}

/** A name that is merged over several columns names each of them. */
function repeatMerged(cell: GridCell): GridCell[] {
  return Array.from({ length: Math.min(cell.span, maxGap) }, (_, at) => ({
    ...cell,
    column: cell.column + at,
    value: at === 0 ? cell.value : null,
  }));
}

/** Writes a row, and notes its typed cells. */
function rowLine(
  row: readonly GridCell[],
  firstColumn: number,
  { lineStart, cells }: { readonly lineStart: number; readonly cells: TableCell[] },
): string {
  let line = "";
  let previous: number | null = null;
  for (const { column, text, value } of row) {
    line += " | ".repeat(Math.min(column - (previous ?? firstColumn), previous === null ? maxGap : maxGap + 1));
    if (value !== null) {
      const start = lineStart + line.length;
      cells.push({ start, end: start + text.length, ...value });
    }
    line += text;
    previous = column;
  }
  return line;
}
