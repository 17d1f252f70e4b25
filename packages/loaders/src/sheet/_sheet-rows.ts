import type { CellObject, WorkSheet } from "@e965/xlsx";

/** Empty cells kept between two filled ones; a stray cell far to the right costs no more. */
const maxGap = 50;

/** Rows that hold anything, each as a line: cells as shown, between ` | `. */
export function sheetRows(sheet: WorkSheet | undefined): string[] {
  const data: (CellObject | undefined)[][] = sheet?.["!data"] ?? [];
  const rows: string[] = [];
  for (const row of data) {
    if (row === undefined) continue;
    const cells: string[] = [];
    let previous = -1;
    for (const [column, cell] of Object.entries(row)) {
      const text = cellText(cell);
      if (text === "") continue;
      for (let empty = Math.min(Number(column) - previous - 1, maxGap); empty > 0; empty -= 1) cells.push("");
      cells.push(text);
      previous = Number(column);
    }
    if (cells.length > 0) rows.push(cells.join(" | "));
  }
  return rows;
}

function cellText(cell: CellObject | undefined): string {
  if (cell === undefined) return "";
  const shown = cell.w ?? (cell.v === undefined ? "" : cell.v instanceof Date ? cell.v.toISOString() : String(cell.v));
  return shown.replace(/\s+/g, " ").trim();
}
