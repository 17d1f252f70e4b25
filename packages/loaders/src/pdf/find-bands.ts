import type { Band } from "./band.js";
import type { Row } from "./build-rows.js";
import { columnsOf } from "./columns-of.js";
import { bandKind } from "./table-rows.js";

type Strip = readonly [number, number];

/** A strip narrower than this many ems is a word space. Journals set columns 1 em and more apart. */
const minGutter = 0.75;

/**
 * A gap of this many ems above the last lines of a band separates them: they are a heading over the next band, not the
 * end of a column.
 */
const setOff = 1.6;

/** Lines of a header at most, rows below it at least, and the share of them that have all cells. */
const maxHeader = 4;
const minBody = 3;
const mostFull = 0.8;

/** A row further from a table than this many times the table's widest row pitch is not a row of it. */
const setApart = 1.5;

/**
 * Cuts rows, top to bottom, to bands: one starts at a row with a white strip and lasts as long as some strip stays
 * white.
 */
export function findBands(rows: readonly Row[]): Band[] {
  const bands: Band[] = [];
  const sizes = rows.map((row) => row.size).sort((a, b) => a - b);
  const width = minGutter * (sizes[sizes.length >> 1] ?? 1);
  for (let from = 0; from < rows.length;) {
    if (rows[from]!.segments.length === 1 || isAboveTable(rows, from, width)) {
      addBand(bands, [rows[from]!], []);
      from += 1;
      continue;
    }
    const band = bandFrom(rows, from, width);
    addBand(bands, band.rows, band.gutters);
    from += band.rows.length;
  }
  return bands;
}

/**
 * The band that starts at a row of several segments; that row alone, without gutters, if no other shares its strips. Where
 * it only shows whether a table starts there, no further tables are looked for: rows that alternate would be exponential.
 */
function bandFrom(rows: readonly Row[], from: number, width: number, isLookAhead = false): Band {
  // The margins of a row may turn out to be columns that begin or end elsewhere, so they are kept along with the
  // inner strips.
  let all = whiteStrips(rows[from]!, width);
  let strips = all.filter(isInner);
  let to = from + 1;
  while (strips.length > 0 && to < rows.length) {
    const shared = intersect(all, whiteStrips(rows[to]!, width), width);
    const inner = shared.filter(isInner);
    // A row on one side that runs through a strip is text below the table rather than a row of it.
    if (inner.length === 0 || (inner.length < strips.length && !isSplit(rows[to]!, inner))) break;
    // So is a line that is set apart, such as a footer with its page number, or the next table.
    if (inner.length < strips.length && isBelowTable(rows, from, to, strips)) break;
    if (!isLookAhead && startsTable(rows, to, inner, width)) break;
    all = shared;
    strips = inner;
    to += 1;
  }
  to = withoutTail(rows, from, to, strips);
  const split = strips.length > 0 && rows.slice(from, to).filter((row) => isSplit(row, strips)).length >= 2;
  if (!split) return { rows: rows.slice(from, from + 1), gutters: [] };
  const band = rows.slice(from, to);
  return { rows: band, gutters: (stripsBelowHeader(band, strips.length, width) ?? strips).map(middleOf) };
}

/**
 * The strips that the rows of a table share below its header, if they are more: cells of a header may span columns or
 * nearly touch each other.
 */
function stripsBelowHeader(rows: readonly Row[], count: number, width: number): readonly Strip[] | null {
  for (let header = 1; header <= maxHeader && rows.length - header >= minBody; header += 1) {
    const body = rows.slice(header);
    const strips = body
      .map((row) => whiteStrips(row, width))
      .reduce((shared, row) => intersect(shared, row, width))
      .filter(isInner);
    const full = body.filter(({ segments }) => segments.length > strips.length).length;
    // Rows of one segment continue cells.
    const all = body.filter(({ segments }) => segments.length > 1).length;
    if (strips.length <= count || full < minBody || full < mostFull * all) continue;
    if (isTable({ rows: body, gutters: strips.map(middleOf) })) return strips;
  }
  return null;
}

/** Whether the rows above a row are a table from which it is set apart. */
function isBelowTable(rows: readonly Row[], from: number, to: number, strips: readonly Strip[]): boolean {
  const gap = dropBefore(rows, to);
  if (gap <= setOff * rows[to]!.size || to - from < 3) return false;
  for (let index = from + 1; index < to; index += 1) if (gap <= setApart * dropBefore(rows, index)) return false;
  return isTable({ rows: rows.slice(from, to), gutters: strips.map(middleOf) });
}

/** Whether a table begins at a row that divides the columns on both sides of the strips above it. */
function startsTable(rows: readonly Row[], at: number, strips: readonly Strip[], width: number): boolean {
  const { length } = rows[at]!.segments;
  if (length < strips.length + 3 || rows[at - 1]!.segments.length * 2 > length) return false;
  const band = bandFrom(rows, at, width, true);
  const first = strips[0]![0];
  const last = strips[strips.length - 1]![1];
  return band.gutters.some((at) => at < first) && band.gutters.some((at) => at > last) && isTable(band);
}

/** Whether a row of several segments is a line set apart from a table below it whose columns it runs through. */
function isAboveTable(rows: readonly Row[], at: number, width: number): boolean {
  const below = rows.slice(at + 1, at + 4);
  if (below.length < 3 || below[0]!.segments.length < 3) return false;
  const gap = dropBefore(rows, at + 1);
  if (gap <= setOff * rows[at]!.size || gap <= setApart * dropBefore(rows, at + 2)) return false;
  const shared = intersect(whiteStrips(rows[at]!, width), whiteStrips(below[0]!, width), width);
  if (shared.filter(isInner).length >= whiteStrips(below[0]!, width).filter(isInner).length) return false;
  return isTable(bandFrom(rows, at + 1, width, true));
}

function isTable(band: Band): boolean {
  return band.gutters.length > 0 && bandKind(band, columnsOf(band, band.gutters)) === "table";
}

function dropBefore(rows: readonly Row[], index: number): number {
  return rows[index - 1]!.y - rows[index]!.y;
}

function middleOf([from, to]: Strip): number {
  return (from + to) / 2;
}

function isInner(strip: Strip): boolean {
  return strip[0] !== -Infinity && strip[1] !== Infinity;
}

function addBand(bands: Band[], rows: readonly Row[], gutters: readonly number[]): void {
  const before = bands[bands.length - 1];
  if (gutters.length === 0 && before !== undefined && before.gutters.length === 0) (before.rows as Row[]).push(...rows);
  else bands.push({ rows: [...rows], gutters });
}

/** Leaves a heading below the columns, and above full-width lines, to the next band. */
function withoutTail(rows: readonly Row[], from: number, to: number, strips: readonly Strip[]): number {
  if (strips.length === 0 || to >= rows.length) return to;
  for (let index = to - 1; index > from && index >= to - 2 && !isSplit(rows[index]!, strips); index -= 1) {
    if (rows[index - 1]!.y - rows[index]!.y > setOff * rows[index]!.size) return index;
  }
  return to;
}

/** Whether a row has text on both sides of some strip. */
function isSplit(row: Row, strips: readonly Strip[]): boolean {
  const first = row.segments[0]!;
  const last = row.segments[row.segments.length - 1]!;
  return strips.some((strip) => first.x0 < strip[0] + 0.01 && last.x1 > strip[1] - 0.01);
}

/** White strips of one row, the margins included as unbounded ones. */
function whiteStrips(row: Row, width: number): Strip[] {
  const strips: Strip[] = [];
  let end = -Infinity;
  for (const segment of row.segments) {
    if (segment.x0 - end >= width) strips.push([end, segment.x0]);
    end = Math.max(end, segment.x1);
  }
  strips.push([end, Infinity]);
  return strips;
}

function intersect(a: readonly Strip[], b: readonly Strip[], width: number): Strip[] {
  const shared: Strip[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const from = Math.max(a[i]![0], b[j]![0]);
    const to = Math.min(a[i]![1], b[j]![1]);
    if (to - from >= width) shared.push([from, to]);
    if (a[i]![1] < b[j]![1]) i += 1;
    else j += 1;
  }
  return shared;
}
