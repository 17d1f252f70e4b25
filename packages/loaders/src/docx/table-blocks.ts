import type { TextBlock } from "../text/text-block.js";
import type { WordRow } from "./read-table.js";

/** A cell with this many paragraphs is a column of text rather than a value; longer than the longest value. */
const columnParagraphs = 6;
const columnCharacters = 400;

/**
 * A table as lines of cells between ` | `, one per row, with the rows marked as header, else the first where more
 * follow. In tables that only lay out text, the paragraphs of cells remain apart.
 */
export function tableBlocks(rows: readonly WordRow[]): TextBlock[] {
  const shown = rows.filter(({ cells }) => cells.some((cell) => cellText(cell) !== ""));
  if (shown.length === 0) return [];
  return isLayout(shown) ? layoutBlocks(shown) : [dataTable(shown)];
}

function isLayout(rows: readonly WordRow[]): boolean {
  const isSimple = rows.every(({ cells }) => cells.every(isValue));
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  if (columns === 1) return rows.length === 1 || !isSimple;
  return (rows.length === 1 && !isSimple) || rows.some(({ cells }) => cells.some(isColumn));
}

/** At most one paragraph. */
function isValue(cell: readonly TextBlock[]): boolean {
  return cell.length === 0 || (cell.length === 1 && cell[0]!.kind !== "table");
}

function isColumn(cell: readonly TextBlock[]): boolean {
  if (cell.length > 1 && cell.some(({ kind }) => kind === "heading")) return true;
  return (
    cell.some(({ kind }) => kind === "table") ||
    (cell.length >= columnParagraphs && cellText(cell).length > columnCharacters)
  );
}

function layoutBlocks(rows: readonly WordRow[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  let lines: WordRow[] = [];
  const endLines = (): void => {
    if (lines.length > 0) blocks.push(dataTable(lines));
    lines = [];
  };
  for (const row of rows) {
    const filled = row.cells.filter((cell) => cell.length > 0);
    if (filled.length > 1 && filled.every(isValue)) lines.push(row);
    else {
      endLines();
      blocks.push(...filled.flat());
    }
  }
  endLines();
  return blocks;
}

function dataTable(rows: readonly WordRow[]): TextBlock {
  const lines = rows.map(({ cells }) => cells.map(cellText).join(" | ").trimEnd());
  const marked = rows.findIndex(({ isHeader }) => !isHeader);
  const headerRows = marked > 0 ? marked : lines.length > 1 ? 1 : 0;
  return { kind: "table", text: lines.join("\n"), headerLength: lines.slice(0, headerRows).join("\n").length };
}

function cellText(cell: readonly TextBlock[]): string {
  return cell
    .map(({ text }) => text)
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}
