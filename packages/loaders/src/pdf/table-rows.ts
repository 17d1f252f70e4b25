import type { Band } from "./band.js";
import type { Row } from "./build-rows.js";
import type { Line, TableRow } from "./line.js";
import { joinSegments, rowLine } from "./row-line.js";
import { glyphCount, type Segment } from "./segment.js";

// A column of prose has long lines that mostly reach its edge; the columns of a table contain values whose baselines
// meet in rows.
const proseGlyphs = 16;
const proseFill = 0.75;
const proseShare = 0.5;
const rowShare = 0.35;
const filled = 0.5;
const worded = 0.7;
const valueShare = 0.85;
const sharedShare = 0.7;
const fullShare = 0.6;
/** In ems. Lines of prose are 1.1 to 1.5 apart. */
const spacedRow = 1.7;
const valueLetters = 14;

/** A row without a first cell at most this many ems below the previous row continues its cells. */
const continued = 1.35;

/**
 * The kind of a band with gutters: a table, columns of prose, or scattered labels (of a figure, a formula) that keep
 * their lines.
 */
export function bandKind(band: Band, columns: readonly (readonly Row[])[]): "table" | "columns" | "lines" {
  const cells = band.rows.map((row) => cellsOf(row, band.gutters));
  const shared = cells.filter((row) => row.filter((cell) => cell.length > 0).length >= 2).length;
  if (band.rows.filter(hasLeaders).length * 2 >= band.rows.length) return "lines";
  if (listsPages(cells)) return "lines";
  const prose = columns.filter(isProse).length;
  const isGrid = listsValues(band, columns) || hasSpacedRows(band, cells);
  if (!isGrid && (prose >= 2 || isProse(columns[0]!))) return "columns";
  if (columns.length === 2 && countsUp(columns[0]!)) return isProse(columns[1]!) ? "columns" : "lines";
  // A long cell next to short ones: every short one starts a new row.
  const starts = columns.filter((column) =>
    column.every((row) => band.rows.some((whole) => whole.y === row.y && whole.segments.length > row.segments.length)),
  );
  if (shared < 2 || (shared < rowShare * band.rows.length && starts.length < columns.length - 1)) return "columns";
  // Two rows that meet at one gap are chance; three, or two of three columns, are not.
  return shared + columns.length >= 5 && isFilled(cells) ? "table" : "lines";
}

/** Whether most rows have most cells, and the cells contain text. */
function isFilled(rows: readonly (readonly (readonly Segment[])[])[]): boolean {
  const between = rows.slice(
    rows.findIndex((row) => row.filter((cell) => cell.length > 0).length >= 2),
    rows.findLastIndex((row) => row.filter((cell) => cell.length > 0).length >= 2) + 1,
  );
  const cells = between.flatMap((row) => row.filter((cell) => cell.length > 0));
  const words = cells.filter((cell) =>
    cell.some((segment) => segment.runs.some((run) => /[\p{L}\p{N}]/u.test(run.text))),
  );
  return cells.length >= filled * between.length * rows[0]!.length && words.length >= worded * cells.length;
}

/** Whether a column numbers the lines next to it, apart from a stray mark. */
function countsUp(column: readonly Row[], share = 0.8): boolean {
  const numbers = column.map((row) =>
    Number.parseInt(row.segments.map((segment) => segment.runs.map((run) => run.text).join("")).join(""), 10),
  );
  return (
    numbers.length >= 3 &&
    numbers.filter((number, index) => index > 0 && number === numbers[index - 1]! + 1).length >=
      share * (numbers.length - 1)
  );
}

/**
 * Whether every row, or nearly, has a text and in each further column a short value, such as a price, a quantity or a
 * tick, but not the number of its line.
 */
function listsValues(band: Band, [first, ...columns]: readonly (readonly Row[])[]): boolean {
  const shared = band.rows.filter(({ y }) => columns.some((column) => column.some((row) => row.y === y))).length;
  // The first row may be a header.
  const most = valueShare * (shared - 1);
  return (
    shared >= sharedShare * band.rows.length &&
    first!.length >= most &&
    columns.every((column) => column.filter(({ segments }) => isValue(segments)).length >= most) &&
    columns.some((column) => !countsUp(column, 0.5))
  );
}

/** Whether most rows have all of three or more cells, further apart than lines of prose. */
function hasSpacedRows({ rows }: Band, cells: readonly (readonly (readonly Segment[])[])[]): boolean {
  const full = rows.filter((_, index) => cells[index]!.every((cell) => cell.length > 0));
  return (
    cells[0]!.length >= 3 &&
    full.length >= 3 &&
    full.length >= fullShare * rows.length &&
    full.slice(1).every((row, index) => full[index]!.y - row.y >= spacedRow * row.size)
  );
}

function isValue(segments: readonly Segment[]): boolean {
  const text = joinSegments(segments);
  return text.length <= valueLetters && (/\p{N}/u.test(text) || text.length === 1);
}

const numberedTitle = /^(?:\d+(?:\.\d+)*\.?|[A-Z]\.|[IVXLC]+\.?)\s+\p{L}/u;

/**
 * Whether rows of several cells are numbered titles, each with a page that is none before the last one's: a table of
 * contents without dots.
 */
function listsPages(rows: readonly (readonly (readonly Segment[])[])[]): boolean {
  const shared = rows.filter((cells) => cells.filter((cell) => cell.length > 0).length >= 2);
  let page = 0;
  for (const cells of shared) {
    const last = cells[cells.length - 1]!;
    const title = joinSegments(cells[0]!);
    const number = /^\d{1,4}$/.test(joinSegments(last)) ? Number(joinSegments(last)) : -1;
    if (number < page || !numberedTitle.test(title) || cells.slice(1, -1).some((cell) => cell.length > 0)) return false;
    page = number;
  }
  return shared.length >= 4;
}

/** Whether dots lead from a title to its page, as in a table of contents. */
function hasLeaders(row: Row): boolean {
  let dots = 0;
  for (const segment of row.segments) {
    for (const { text } of segment.runs) {
      for (let index = 0; index < text.length; index += 1) {
        dots = text[index] === "." || text[index] === "\u2026" ? dots + 1 : 0;
        if (dots >= 4) return true;
      }
    }
  }
  return false;
}

/** Whether a column contains lines of running text: long, and mostly as wide as the column. */
export function isProse(column: readonly Row[]): boolean {
  if (column.length < 3) return false;
  const left = Math.min(...column.map((row) => row.segments[0]!.x0));
  const right = Math.max(...column.map(end));
  const full = column.filter((row) => end(row) - row.segments[0]!.x0 >= proseFill * (right - left)).length;
  const glyphs = column.reduce(
    (sum, row) => sum + row.segments.reduce((count, segment) => count + glyphCount(segment), 0),
    0,
  );
  return full >= proseShare * column.length && glyphs >= proseGlyphs * column.length;
}

function end(row: Row): number {
  return Math.max(...row.segments.map((segment) => segment.x1));
}

/** The rows of a table with the lines of the band before its first and after its last row. */
export function tableRows(band: Band): { readonly before: Line[]; readonly rows: TableRow[]; readonly after: Line[] } {
  const filled = band.rows.map((row) => cellsOf(row, band.gutters));
  const isRow = filled.map((cells) => cells.filter((cell) => cell.length > 0).length >= 2);
  const first = isRow.indexOf(true);
  let last = isRow.lastIndexOf(true);
  while (last + 1 < band.rows.length && filled[last + 1]![0]!.length === 0 && isNear(band.rows, last + 1)) last += 1;
  const rows: (TableRow & { cells: string[]; drawn: Segment[][][] })[] = [];
  for (let index = first; index <= last; index += 1) {
    const row = band.rows[index]!;
    const cells = filled[index]!.map((segments) => (segments.length === 0 ? "" : joinSegments(segments)));
    const before = rows[rows.length - 1];
    const filledCells = cells.filter((cell) => cell !== "").length;
    if (before !== undefined && cells[0] === "" && filledCells * 2 <= cells.length && isNear(band.rows, index))
      for (const [at, cell] of before.cells.entries()) {
        before.cells[at] = `${cell} ${cells[at]!}`.trim();
        before.drawn[at]!.push(filled[index]![at]!);
      }
    else {
      const drawn = filled[index]!.map((segments) => [segments]);
      rows.push({ cells, bold: rowLine(row.segments, row).bold, y: row.y, drawn });
    }
  }
  const lines = (part: readonly Row[]): Line[] => part.map((row) => rowLine(row.segments, row));
  return { before: lines(band.rows.slice(0, first)), rows, after: lines(band.rows.slice(last + 1)) };
}

function isNear(rows: readonly Row[], index: number): boolean {
  return rows[index - 1]!.y - rows[index]!.y <= continued * rows[index]!.size;
}

function cellsOf(row: Row, gutters: readonly number[]): Segment[][] {
  const cells: Segment[][] = Array.from({ length: gutters.length + 1 }, () => []);
  for (const segment of row.segments) {
    const middle = (segment.x0 + segment.x1) / 2;
    cells[gutters.filter((gutter) => gutter <= middle).length]!.push(segment);
  }
  return cells;
}
