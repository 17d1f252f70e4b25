import type { Row } from "./build-rows.js";

/** Rows that share the white strips (gutters) between their columns. */
export interface Band {
  readonly rows: readonly Row[];
  /** Middles of the gutters, left to right; empty for text in one column. */
  readonly gutters: readonly number[];
}

type Strip = readonly [number, number];

/** A strip narrower than this many ems is a word space. Journals set columns 1 em and more apart. */
const minGutter = 0.75;

/**
 * A gap of this many ems above the last lines of a band separates them: they are a heading over the next band, not the
 * end of a column.
 */
const setOff = 1.6;

/**
 * Cuts rows, top to bottom, to bands: one starts at a row with a white strip and lasts as long as some strip stays
 * white.
 */
export function findBands(rows: readonly Row[]): Band[] {
  const bands: Band[] = [];
  const sizes = rows.map((row) => row.size).sort((a, b) => a - b);
  const width = minGutter * (sizes[sizes.length >> 1] ?? 1);
  for (let from = 0; from < rows.length;) {
    if (rows[from]!.segments.length === 1) {
      addBand(bands, [rows[from]!], []);
      from += 1;
      continue;
    }
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
      all = shared;
      strips = inner;
      to += 1;
    }
    to = withoutTail(rows, from, to, strips);
    const split = strips.length > 0 && rows.slice(from, to).filter((row) => isSplit(row, strips)).length >= 2;
    addBand(
      bands,
      rows.slice(from, split ? to : from + 1),
      split ? strips.map((strip) => (strip[0] + strip[1]) / 2) : [],
    );
    from = split ? to : from + 1;
  }
  return bands;
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
