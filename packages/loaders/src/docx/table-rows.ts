import type { DocxElement } from "./docx-element.js";

/** Columns that a merged cell may span; Word itself stops at 63. */
const maxSpan = 63;

/**
 * A table as lines of cells between ` | `, one line a row. Merged cells leave empty ones, so that columns stay columns.
 * The header is the rows marked as such, else the first row where more follow.
 */
export function tableRows(
  table: DocxElement,
  inline: (element: DocxElement) => string,
): { readonly text: string; readonly headerLength: number } {
  const rows = (table.children ?? []).filter((row) => row.type === "tableRow");
  const lines: string[] = [];
  /** Rows that each column is still covered by a cell above. */
  const covered: number[] = [];
  for (const row of rows) {
    const cells: string[] = [];
    const skipCovered = (): void => {
      while ((covered[cells.length] ?? 0) > 0) {
        covered[cells.length]! -= 1;
        cells.push("");
      }
    };
    for (const cell of row.children ?? []) {
      skipCovered();
      const text = (cell.children ?? [])
        .map((part) => inline(part).trim())
        .join(" ")
        .replace(/\s+/g, " ")
        .trim();
      for (let span = 0; span < Math.min(maxSpan, Math.max(1, cell.colSpan ?? 1)); span += 1) {
        covered[cells.length] = Math.max(0, (cell.rowSpan ?? 1) - 1);
        cells.push(span === 0 ? text : "");
      }
    }
    skipCovered();
    lines.push(cells.join(" | ").trimEnd());
  }
  const marked = rows.findIndex((row) => row.isHeader !== true);
  const headerRows = marked > 0 ? marked : lines.length > 1 ? 1 : 0;
  return { text: lines.join("\n"), headerLength: lines.slice(0, headerRows).join("\n").length };
}
