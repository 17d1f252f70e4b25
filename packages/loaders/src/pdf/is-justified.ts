import type { Row } from "./build-rows.js";
import { glyphCount } from "./segment.js";

// In ems: how exactly lines of justified text meet their edges.
const flush = 0.4;

/** Word spaces of one justified line are equally wide, up to this ratio. */
const sameGap = 1.3;

/** A line of running text has at least this many glyphs. */
const lineGlyphs = 16;

/** Lines of one paragraph are at most this much further apart than others. */
const samePitch = 1.2;

/**
 * Whether rows that share a gap are justified text with wide word spaces rather than a table: they begin and end at two
 * edges and either their gaps are those of words, equal in every row, or the lines next to them go on between the same
 * edges.
 */
export function isJustified(rows: readonly Row[], neighbours: readonly (Row | undefined)[]): boolean {
  const em = rows[0]!.size;
  const left = Math.min(...rows.map(startOf));
  const right = Math.max(...rows.map(endOf));
  const isFlush = (row: Row): boolean =>
    Math.abs(startOf(row) - left) <= flush * em && Math.abs(endOf(row) - right) <= flush * em;
  // The last line of a paragraph ends anywhere.
  if (!rows.slice(0, -1).every(isFlush) || rows.length < 2) return false;
  const split = rows.filter((row) => row.segments.length > 2);
  if (split.length >= 2 && split.length * 2 >= rows.length && split.every(hasEqualGaps)) return true;
  const pitch = Math.max(...rows.slice(1).map((row, index) => rows[index]!.y - row.y));
  return neighbours.some(
    (row) =>
      row !== undefined &&
      row.segments.length === 1 &&
      glyphCount(row.segments[0]!) >= lineGlyphs &&
      isFlush(row) &&
      Math.abs(row.size - em) <= 0.05 * em &&
      Math.min(Math.abs(row.y - rows[0]!.y), Math.abs(row.y - rows[rows.length - 1]!.y)) <= samePitch * pitch,
  );
}

function hasEqualGaps({ segments }: Row): boolean {
  const gaps = segments.slice(1).map((segment, index) => segment.x0 - segments[index]!.x1);
  return Math.max(...gaps) <= sameGap * Math.min(...gaps);
}

function startOf(row: Row): number {
  return row.segments[0]!.x0;
}

function endOf(row: Row): number {
  return Math.max(...row.segments.map((segment) => segment.x1));
}
