import type { TextRange } from "@ragstone/core";

/** A cell of a table row. The separator behind it, `[end, next)`, is in no cell. */
export interface RowCell extends TextRange {
  /** Where the separator ends and the next cell starts. */
  readonly next: number;
}

const quotedCell = /"(?:[^"]|"")*"|[^,;\t"\n]*/uy;

/** An empty cell next to another separator, or at an end of the row, has left one of the spaces out. */
const separator = /(?:^| |(?<=\| ))\|(?: |$)/gu;

/** Finds the cells of the row `text.slice(start, end)`: separated by ` | `, or as comma-separated values. */
export function rowCells(text: string, { start, end }: TextRange, separatedValues: boolean): RowCell[] {
  return separatedValues ? values(text, start, end) : extractedCells(text, start, end);
}

function extractedCells(text: string, start: number, end: number): RowCell[] {
  const cells: RowCell[] = [];
  let at = start;
  for (const { index, 0: found } of text.slice(start, end).matchAll(separator)) {
    const next = start + index + found.length;
    cells.push({ start: at, end: start + index, next });
    at = next;
  }
  return [...cells, { start: at, end, next: end }];
}

function values(text: string, start: number, end: number): RowCell[] {
  const cells: RowCell[] = [];
  for (let at = start; ;) {
    quotedCell.lastIndex = at;
    quotedCell.exec(text);
    const stop = Math.min(end, quotedCell.lastIndex);
    if (stop === end) return [...cells, { start: at, end, next: end }];
    cells.push({ start: at, end: stop, next: stop + 1 });
    at = stop + 1;
  }
}
