import type { Band } from "./band.js";
import type { Row } from "./build-rows.js";
import { rowLine } from "./row-line.js";

/** Share of rows in a font of one width from which a band is a listing or a table of typed characters. */
const monospacedShare = 0.8;

/** Share of rows with signs of a program. */
const programShare = 0.3;
const program = /[{};]|\/\/|\/\*|:=|=>|->|\(\)|^\s*[#>$%]\s/;

/** Lines of one listing are at most this many ems apart. */
const samePitch = 1.6;

/**
 * Whether rows that share a gap are lines of a listing rather than a table: text in a font of one width that contains
 * code, or continues above or below without that gap.
 */
export function isListing({ rows }: Band, neighbours: readonly (Row | undefined)[]): boolean {
  const lines = rows.map((row) => rowLine(row.segments, row));
  if (lines.filter((line) => line.monospaced).length < monospacedShare * lines.length) return false;
  if (lines.filter((line) => program.test(line.text)).length >= programShare * lines.length) return true;
  return neighbours.some(
    (row) =>
      row !== undefined &&
      Math.min(Math.abs(row.y - rows[0]!.y), Math.abs(row.y - rows[rows.length - 1]!.y)) <= samePitch * row.size &&
      rowLine(row.segments, row).monospaced,
  );
}
