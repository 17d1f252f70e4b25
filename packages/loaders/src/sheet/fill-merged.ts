import type { GridRow } from "./grid-row.js";

/** Cells that are merged into one, by rows of the sheet and by visible columns. */
export interface MergedCells {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly column: number;
  readonly span: number;
}

/** Rows that merged cells are filled into, over all merged cells of a sheet: a file of many merges may cost no more. */
const maxFilled = 1_000_000;

/**
 * Applies merged cells to every row that they cover and that has content of its own. Repeated numbers are text, so that
 * no sum counts them twice; repeated dates and truth values keep their type.
 */
export function fillMerged(rows: readonly GridRow[], merged: readonly MergedCells[]): void {
  let budget = maxFilled;
  for (const { firstRow, lastRow, column, span } of merged) {
    let at = lowerBound(rows, firstRow);
    const first = rows[at];
    const place = first?.row === firstRow ? first.cells.findIndex((cell) => cell.column === column) : -1;
    if (first === undefined || place === -1) continue;
    const cell = { ...first.cells[place]!, span };
    first.cells[place] = cell;
    const value = cell.value?.type === "number" ? null : cell.value;
    for (at += 1; at < rows.length && rows[at]!.row <= lastRow && budget > 0; at += 1) {
      budget -= 1;
      const { cells } = rows[at]!;
      const after = cells.findIndex((other) => other.column >= column);
      if (cells[after]?.column === column) continue;
      cells.splice(after === -1 ? cells.length : after, 0, { ...cell, value, isRepeated: true });
    }
  }
}

/** Index of the first row at or below a row of the sheet. */
function lowerBound(rows: readonly GridRow[], row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]!.row < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
