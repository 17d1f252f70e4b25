import type { SourceDocument } from "@ragstone/core";
import type { StructureTruth } from "./structure-truth.js";

/** Items found right, items found, items to be found. */
export interface Hits {
  readonly right: number;
  readonly found: number;
  readonly expected: number;
}

/** Headings of a document against those that were drawn: the same letters and digits, each once. */
export function scoreHeadings(document: SourceDocument, truth: StructureTruth): Hits {
  return compare(textsOf(document, "heading").map(letters), truth.headings.map(letters));
}

/** Rows of tables against those that were drawn: the same cells in the same order, empty ones left out. */
export function scoreRows(document: SourceDocument, truth: StructureTruth): Hits {
  const found = textsOf(document, "table").flatMap((table) => table.split("\n").map((row) => key(row.split(" | "))));
  return truth.rows === null ? { right: 0, found: 0, expected: 0 } : compare(found, truth.rows.map(key));
}

function textsOf({ text, blocks }: SourceDocument, kind: string): string[] {
  return blocks.filter((block) => block.kind === kind).map((block) => text.slice(block.start, block.end));
}

function key(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .map((cell) => letters(cell) || cell)
    .join("|");
}

function letters(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

function compare(found: readonly string[], expected: readonly string[]): Hits {
  const left = [...expected];
  let right = 0;
  for (const item of found) {
    const at = left.indexOf(item);
    if (at === -1) continue;
    left.splice(at, 1);
    right += 1;
  }
  return { right, found: found.length, expected: expected.length };
}
