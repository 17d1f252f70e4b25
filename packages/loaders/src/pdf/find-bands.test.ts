import { describe, expect, it } from "vitest";
import type { Row } from "./build-rows.js";
import { findBands } from "./find-bands.js";

/** A row with a segment for each pair of edges, 13 points below the row before it. */
function rowOf(index: number, edges: readonly (readonly [number, number])[]): Row {
  const y = 13 * -index;
  return { y, size: 10, segments: edges.map(([x0, x1]) => ({ runs: [], x0, x1, y, size: 10 })) };
}

const wide = [
  [40, 170],
  [230, 360],
] as const;
const narrow = [
  [40, 55],
  [95, 110],
  [150, 165],
  [230, 245],
  [285, 300],
  [340, 355],
] as const;

describe("findBands", () => {
  // Each narrow row might start a table; to look for tables below it for each of them would never end.
  it("ends where hundreds of rows of two and of six segments alternate", () => {
    const rows = Array.from({ length: 300 }, (_, index) => rowOf(index, index % 2 === 0 ? wide : narrow));
    expect(findBands(rows).flatMap((band) => band.rows)).toEqual(rows);
  });
});
