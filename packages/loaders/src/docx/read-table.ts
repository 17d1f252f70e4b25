import type { Element } from "domhandler";
import type { TextBlock } from "../text/text-block.js";
import { childElements, childNamed, localName } from "../xml/xml-tree.js";
import { isOn } from "./is-on.js";
import { valueOf } from "./value-of.js";
import type { WordScope } from "./word-scope.js";

/** Columns that a merged cell may span; Word itself stops at 63. */
const maxSpan = 63;

/** A row of a table: the blocks of each cell. Merged cells leave empty ones, so that columns stay columns. */
export interface WordRow {
  readonly isHeader: boolean;
  readonly cells: readonly (readonly TextBlock[])[];
}

/** Reads the rows of a table, without rows and cells that a tracked change deleted. */
export function readTable(table: Element, scope: WordScope): WordRow[] {
  const rows: WordRow[] = [];
  for (const row of unwrapped(table, "tr")) {
    const properties = childNamed(row, "trPr");
    if (properties !== null && childNamed(properties, "del") !== null) continue;
    const header = properties === null ? null : childNamed(properties, "tblHeader");
    const cells: (readonly TextBlock[])[] = empty(valueOf(properties, "gridBefore"), 0);
    for (const cell of unwrapped(row, "tc")) {
      const cellProperties = childNamed(cell, "tcPr");
      if (cellProperties !== null && childNamed(cellProperties, "cellDel") !== null) continue;
      cells.push(scope.readBlocks(childElements(cell), scope), ...empty(valueOf(cellProperties, "gridSpan"), 1));
    }
    rows.push({ isHeader: header !== null && isOn(header), cells });
  }
  return rows;
}

/** Empty cells for columns that the file only counts, less those that are there. */
function empty(count: string | null, present: number): TextBlock[][] {
  const columns = Math.min(maxSpan, Number(count ?? present));
  return Array.from({ length: columns > present ? columns - present : 0 }, () => []);
}

/** Elements of a name inside a table, also those in content controls and other wrappers. */
function* unwrapped(container: Element, name: string): Generator<Element, void, undefined> {
  for (const element of childElements(container)) {
    const found = localName(element);
    if (found === name) yield element;
    else if (found !== "tbl" && found !== "p" && !found.endsWith("Pr")) yield* unwrapped(element, name);
  }
}
