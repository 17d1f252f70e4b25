import type { GridCell, GridRow } from "./grid-row.js";

/** Rows of a sheet that belong together: lines of text, or a table. */
export interface SheetPart {
  readonly kind: "text" | "table";
  readonly rows: readonly GridRow[];
  /** Rows at the start of a table that name its columns. */
  readonly headerRows: number;
}

/** Rows in which the header of a table is looked for; titles and notes above a table are fewer. */
const maxHeadRows = 15;

/** Rows of a header at most. */
const maxHeaderRows = 3;

/**
 * Splits a sheet into its tables and the text around them: titles above a table are not its header, and a row of names
 * over values of other types, after a blank row, starts another table. All other rows stay in one table.
 */
export function sheetParts(rows: readonly GridRow[]): SheetPart[] {
  const parts: SheetPart[] = [];
  let table: GridRow[] = [];
  /** Lines of text after a blank row, which belong to what follows. */
  let notes: GridRow[] = [];
  const finish = (): void => {
    parts.push(...tableParts(table));
    if (notes.length > 0) parts.push(...lineParts(notes));
    table = [];
    notes = [];
  };
  for (const group of groupRows(rows)) {
    if (table.length > 0 && group.every(isLine)) {
      notes.push(...group);
      continue;
    }
    const first = group.findIndex((row) => !isLine(row));
    if (table.length > 0 && isTableStart(group.slice(first))) finish();
    table.push(...notes, ...group);
    notes = [];
  }
  finish();
  return parts;
}

/** Rows between blank ones. */
function groupRows(rows: readonly GridRow[]): GridRow[][] {
  const groups: GridRow[][] = [];
  for (const row of rows) {
    if (row.afterBlank || groups.length === 0) groups.push([]);
    groups.at(-1)!.push(row);
  }
  return groups;
}

/** Separates the lines above a header from its table. */
function tableParts(rows: readonly GridRow[]): SheetPart[] {
  if (rows.length === 0) return [];
  const start = findHeader(rows);
  const first = start ?? rows.findIndex((row) => !isLine(row));
  const table = first === -1 ? [] : rows.slice(first);
  const lines = lineParts(first === -1 ? rows : rows.slice(0, first));
  if (table.length === 0) return lines;
  return [...lines, { kind: "table", rows: table, headerRows: start === null ? 0 : headerRows(table) }];
}

/** Lines of text, and rows of several or typed cells, such as `Date | 5 March`, as tables without a header. */
function lineParts(rows: readonly GridRow[]): SheetPart[] {
  const parts: { readonly kind: "text" | "table"; readonly rows: GridRow[]; readonly headerRows: 0 }[] = [];
  for (const row of rows) {
    const kind = isLine(row) ? "text" : "table";
    if (parts.at(-1)?.kind !== kind) parts.push({ kind, rows: [], headerRows: 0 });
    parts.at(-1)!.rows.push(row);
  }
  return parts;
}

function isLine({ cells }: GridRow): boolean {
  return cells.length === 1 && cells[0]!.value === null;
}

/**
 * The first row that has names for more than half of the usual columns, with rows below it; `null` if values come first.
 */
function findHeader(rows: readonly GridRow[]): number | null {
  const usual = usualWidth(rows);
  if (usual < 2) return null;
  for (let at = 0; at < Math.min(maxHeadRows, rows.length - 1); at += 1) {
    const { cells } = rows[at]!;
    const covered = cells.reduce((sum, cell) => sum + cell.span, 0);
    if (cells.length < 2 || covered * 2 <= usual) continue;
    if (isNames(rows[at]!, rows[at + 1])) return at;
    if (covered >= usual) return null;
  }
  return null;
}

/** Number of cells that three quarters of the rows do not exceed. */
function usualWidth(rows: readonly GridRow[]): number {
  const widths = rows.map(({ cells }) => cells.length).sort((a, b) => a - b);
  return widths[Math.floor(widths.length * 0.75)] ?? 0;
}

/** Rows of names at the start: more than one where cells are merged, or where the second fills gaps of the first. */
function headerRows(rows: readonly GridRow[]): number {
  let count = 1;
  while (count < maxHeaderRows && count + 1 < rows.length) {
    const [above, row, below] = [rows[count - 1]!, rows[count]!, rows[count + 1]];
    if (row.afterBlank || !isNames(row, below) || !row.cells.every(isName)) break;
    const isMerged = above.cells.some(({ span }) => span > 1) || row.cells.some(({ isRepeated }) => isRepeated);
    if (!isMerged && !(fillsGaps(above, row) && isTableStart(rows.slice(count)))) break;
    count += 1;
  }
  return count;
}

function fillsGaps(above: GridRow, row: GridRow): boolean {
  const filled = new Set(above.cells.map(({ column }) => column));
  return row.cells.some(({ column }) => !filled.has(column));
}

/** Whether rows begin with names over at least one column of typed values. */
function isTableStart(rows: readonly GridRow[]): boolean {
  const [head, ...body] = rows.slice(0, maxHeadRows);
  if (head === undefined || head.cells.length < 2 || body.length === 0 || !head.cells.every(isName)) return false;
  return head.cells.some(({ column }) => {
    const below = body.flatMap(({ cells }) => cells.find((cell) => cell.column === column) ?? []);
    return below.length > 0 && below.every(({ value }) => value !== null);
  });
}

/** Whether all cells of a row can name columns, given the row below. */
function isNames({ cells }: GridRow, below: GridRow | undefined): boolean {
  if (!cells.some(isName)) return false;
  return cells.every((cell) => {
    if (isName(cell)) return true;
    const under = below?.cells.find(({ column }) => column === cell.column);
    return isPeriod(cell) && (under === undefined || !isPeriod(under));
  });
}

/** Text that is no number. */
function isName({ text, value }: GridCell): boolean {
  return value === null && (!/^[\s\d.,%+-]+$/.test(text) || /^(?:19|20)\d\d$/.test(text));
}

/** A year or a date, which name columns as well. */
function isPeriod({ value }: GridCell): boolean {
  if (value?.type === "date") return true;
  return value?.type === "number" && Number.isInteger(value.value) && value.value >= 1900 && value.value <= 2100;
}
