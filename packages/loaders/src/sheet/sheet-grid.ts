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

interface VisibleColumns {
  /** The place of a column of the sheet among the visible ones, `null` for hidden columns. */
  readonly position: (column: number) => number | null;
  /** Number of visible columns from the first to the last. */
  readonly between: (first: number, last: number) => number;
}

/** Reads the cells of a sheet. Linear in the number of cells and of rows that merged cells cover. */
export function sheetGrid(sheet: WorkSheet | undefined, context: CellContext, facts: SheetFacts): SheetGrid {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet?.["!data"] ?? [];
  const isHidden = (row: number): boolean => facts.hiddenRows.has(row) || sheet?.["!rows"]?.[row]?.hidden === true;
  const columns = visibleColumns(sheet, facts);
  const rows: GridRow[] = [];
  const grid: SheetGrid = { rows, hiddenRows: 0, hiddenCells: 0, hiddenCharacters: 0, comments: 0 };
  const isPlaceholder = (column: number, row: number): boolean =>
    facts.placeholders.size > 0 && facts.placeholders.has(`${columnName(column)}${row + 1}`);
  let next = 0;
  for (const [index, row] of filled(data)) {
    const before = grid.hiddenCells;
    const visible = isHidden(index) ? () => null : columns.position;
    const cells: GridCell[] = [];
    for (const [column, cell] of filled(row ?? [])) {
      if (cell === undefined || isPlaceholder(column, index)) continue;
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
  fillMerged(rows, mergedCells(sheet, columns));
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

/** Without a step per column: a damaged reference may name column 8,000,000,000. */
function visibleColumns(sheet: WorkSheet | undefined, { hiddenColumns }: SheetFacts): VisibleColumns {
  const listed = filled(sheet?.["!cols"] ?? []).filter(([, column]) => column?.hidden === true);
  const hidden = [...new Set([...hiddenColumns, ...listed.map(([column]) => column)])].sort(
    (one, other) => one - other,
  );
  const isHidden = new Set(hidden);
  const before = (column: number): number => column - placeIn(hidden, column);
  return {
    position: (column) => (isHidden.has(column) ? null : before(column)),
    between: (first, last) => before(last + 1) - before(first),
  };
}

/** How many of the ascending numbers are below one. */
function placeIn(numbers: readonly number[], number: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Merged cells in visible columns. */
function mergedCells(sheet: WorkSheet | undefined, { position, between }: VisibleColumns): MergedCells[] {
  return (sheet?.["!merges"] ?? []).flatMap(({ s, e }) => {
    const column = position(s.c);
    return column === null ? [] : [{ firstRow: s.r, lastRow: e.r, column, span: between(s.c, e.c) }];
  });
}

/** `A` for 0, `AA` for 26. */
function columnName(column: number): string {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
