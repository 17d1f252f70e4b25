import type { CellObject, WorkSheet } from "@e965/xlsx";
import { fillMerged, type MergedCells } from "./fill-merged.js";
import type { CellContext } from "./cell-context.js";
import type { GridCell, GridRow } from "./grid-row.js";
import { sheetCell } from "./sheet-cell.js";
import type { SheetFacts } from "./sheet-facts.js";

/** The visible part of a sheet, and a count of the rest. */
export interface SheetGrid {
  readonly rows: readonly GridRow[];
  /** Hidden rows that have content. */
  hiddenRows: number;
  /** Filled cells of visible rows in hidden columns. */
  hiddenCells: number;
  /** Characters of hidden rows, hidden columns, comments and cells whose format shows nothing. */
  hiddenCharacters: number;
  comments: number;
}

/** Maps a column of the sheet to its place among the visible ones, `null` for hidden columns. */
type ColumnPosition = (column: number) => number | null;

/** Reads the cells of a sheet. Linear in the number of cells and of rows that merged cells cover. */
export function sheetGrid(sheet: WorkSheet | undefined, context: CellContext, facts: SheetFacts): SheetGrid {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet?.["!data"] ?? [];
  const isHidden = (row: number): boolean => facts.hiddenRows.has(row) || sheet?.["!rows"]?.[row]?.hidden === true;
  const position = columnPosition(sheet, facts);
  const rows: GridRow[] = [];
  const grid: SheetGrid = { rows, hiddenRows: 0, hiddenCells: 0, hiddenCharacters: 0, comments: 0 };
  let next = 0;
  for (const [index, row] of filled(data)) {
    const before = grid.hiddenCells;
    const visible = isHidden(index) ? () => null : position;
    const cells: GridCell[] = [];
    for (const [column, cell] of filled(row ?? [])) {
      if (cell === undefined || facts.placeholders.has(`${columnName(column)}${index + 1}`)) continue;
      addCell(cells, visible(column), { cell, context, grid });
    }
    if (isHidden(index) && grid.hiddenCells > before) {
      grid.hiddenRows += 1;
      grid.hiddenCells = before;
    }
    if (cells.length === 0) continue;
    while (next < index && isHidden(next)) next += 1;
    rows.push({ row: index, cells, afterBlank: next < index });
    next = index + 1;
  }
  fillMerged(rows, mergedCells(sheet, position));
  return grid;
}

/** Entries in order without the holes: a damaged reference may put a cell into row 2,147,483,648. */
function filled<T>(sparse: readonly T[]): (readonly [number, T])[] {
  return Object.keys(sparse).map((index) => [Number(index), sparse[Number(index)]!]);
}

function addCell(
  cells: GridCell[],
  column: number | null,
  { cell, context, grid }: { readonly cell: CellObject; readonly context: CellContext; readonly grid: SheetGrid },
): void {
  for (const comment of cell.c ?? []) {
    grid.comments += 1;
    grid.hiddenCharacters += (comment.t ?? "").trim().length;
  }
  const { text, value, unshown } = sheetCell(cell, context);
  grid.hiddenCharacters += unshown;
  if (text === "") return;
  if (column !== null) cells.push({ column, text, value, span: 1, isRepeated: false });
  else {
    grid.hiddenCells += 1;
    grid.hiddenCharacters += text.length;
  }
}

function columnPosition(sheet: WorkSheet | undefined, { hiddenColumns }: SheetFacts): ColumnPosition {
  const columns = sheet?.["!cols"] ?? [];
  const positions: (number | null)[] = [];
  let visible = 0;
  return (column) => {
    while (positions.length <= column) {
      const at = positions.length;
      const isHidden = hiddenColumns.has(at) || columns[at]?.hidden === true;
      positions.push(isHidden ? null : visible);
      if (!isHidden) visible += 1;
    }
    return positions[column] ?? null;
  };
}

/** Merged cells in visible columns. */
function mergedCells(sheet: WorkSheet | undefined, position: ColumnPosition): MergedCells[] {
  return (sheet?.["!merges"] ?? []).flatMap(({ s, e }) => {
    const column = position(s.c);
    if (column === null) return [];
    let span = 1;
    for (let at = s.c + 1; at <= e.c; at += 1) if (position(at) !== null) span += 1;
    return [{ firstRow: s.r, lastRow: e.r, column, span }];
  });
}

/** `A` for 0, `AA` for 26. */
function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
