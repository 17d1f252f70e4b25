import type { Block, CellValue, TableCell } from "@ragstone/core";

/**
 * A cell as three entries of a flat list: characters since the end of the previous cell, its length, its value. Dates
 * and strings, which JSON does not tell apart, carry their type.
 */
type PackedValue = number | boolean | readonly ["date" | "string", string];
type PackedBlock = Omit<Block, "cells"> & { readonly cells?: readonly (number | PackedValue)[] };

/** Blocks as JSON, the cells of tables packed to a few bytes each: a sheet has hundreds of thousands. */
export function packBlocks(blocks: readonly Block[]): string {
  return JSON.stringify(
    blocks.map(({ cells, ...block }): PackedBlock =>
      cells === undefined ? block : { ...block, cells: packed(cells) },
    ),
  );
}

/** Reads {@link packBlocks}. Blocks of older indexes have no cells and are read as they are. */
export function unpackBlocks(json: string): Block[] {
  return (JSON.parse(json) as PackedBlock[]).map(({ cells, ...block }): Block =>
    cells === undefined ? block : { ...block, cells: unpacked(cells) },
  );
}

function packed(cells: readonly TableCell[]): (number | PackedValue)[] {
  const list: (number | PackedValue)[] = [];
  let previous = 0;
  for (const { start, end, type, value } of cells) {
    list.push(start - previous, end - start, type === "date" || type === "string" ? [type, value] : value);
    previous = end;
  }
  return list;
}

function unpacked(list: readonly (number | PackedValue)[]): TableCell[] {
  const cells: TableCell[] = [];
  let previous = 0;
  for (let at = 0; at + 2 < list.length; at += 3) {
    const start = previous + (list[at] as number);
    previous = start + (list[at + 1] as number);
    cells.push({ start, end: previous, ...typed(list[at + 2]!) });
  }
  return cells;
}

function typed(value: PackedValue): CellValue {
  if (typeof value === "number") return { type: "number", value };
  if (typeof value === "boolean") return { type: "boolean", value };
  const [type, text] = value;
  return { type, value: text };
}
