import type { TextRange } from "@ragstone/core";

/** A cell of a table row. The separator behind it, `[end, next)`, is in no cell. */
export interface RowCell extends TextRange {
  /** Where the separator ends and the next cell starts. */
  readonly next: number;
}

const quotedCell = /"(?:[^"]|"")*"|[^,;\t"\n]*/uy;

/** Finds the cells of the row `text.slice(start, end)`: separated by ` | `, or as comma-separated values. */
export function rowCells(text: string, { start, end }: TextRange, separatedValues: boolean): RowCell[] {
  const cells: RowCell[] = [];
  let at = start;
  while (at <= end) {
    const stop = separatedValues ? endOfValue(text, at, end) : endOfCell(text, at, end);
    const next = Math.min(end, stop + (separatedValues ? 1 : " | ".length));
    cells.push({ start: at, end: stop, next: stop === end ? end : next });
    if (stop === end) break;
    at = next;
  }
  return cells;
}

function endOfCell(text: string, from: number, end: number): number {
  const at = text.indexOf(" | ", from);
  return at === -1 || at >= end ? end : at;
}

function endOfValue(text: string, from: number, end: number): number {
  quotedCell.lastIndex = from;
  quotedCell.exec(text);
  return Math.min(end, quotedCell.lastIndex);
}
