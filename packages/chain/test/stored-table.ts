import type { Block, StoredText, TableCell } from "@ragstone/core";

/** A document that is one table with a header of one line. */
export function storedTable(path: string, text: string, cells?: readonly TableCell[]): StoredText {
  const block: Block = { kind: "table", start: 0, end: text.length, header: { start: 0, end: text.indexOf("\n") } };
  return {
    record: {
      path,
      sha256: "s",
      bytes: 0,
      modifiedMs: null,
      mediaType: "text/csv",
      title: null,
      origin: "file",
      language: null,
      metadata: {},
      loaderVersion: 0,
      chunks: 1,
      indexedMs: 0,
    },
    text,
    blocks: [cells === undefined ? block : { ...block, cells }],
    pages: [],
  };
}

/** A cell of a sheet: its text, or its text with the stored value. */
export type SheetCell = string | readonly [string, number | boolean] | readonly [string, Date];

/** A sheet as its loader writes it. */
export function storedSheet(path: string, rows: readonly (readonly SheetCell[])[]): StoredText {
  const cells: TableCell[] = [];
  let text = "";
  for (const [at, row] of rows.entries()) {
    if (at > 0) text += "\n";
    for (const [column, cell] of row.entries()) {
      if (column > 0) text += " | ";
      const [shown, value] = typeof cell === "string" ? [cell, undefined] : cell;
      const range = { start: text.length, end: text.length + shown.length };
      text += shown;
      if (typeof value === "number") cells.push({ ...range, type: "number", value });
      else if (typeof value === "boolean") cells.push({ ...range, type: "boolean", value });
      else if (value !== undefined) cells.push({ ...range, type: "date", value: value.toISOString().slice(0, 10) });
    }
  }
  return storedTable(path, text, cells);
}
