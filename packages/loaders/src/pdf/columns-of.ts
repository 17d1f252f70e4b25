import type { Band } from "./band.js";
import type { Row } from "./build-rows.js";
import type { Segment } from "./segment.js";

/** The rows of a band cut at gutters. */
export function columnsOf(band: Band, gutters: readonly number[]): Row[][] {
  return [-Infinity, ...gutters].map((left, index) => {
    const right = gutters[index] ?? Infinity;
    return band.rows.flatMap((row) => {
      const segments: Segment[] = row.segments.filter(
        (segment) => (segment.x0 + segment.x1) / 2 >= left && (segment.x0 + segment.x1) / 2 < right,
      );
      return segments.length === 0
        ? []
        : [{ segments, y: row.y, size: Math.max(...segments.map((segment) => segment.size)) }];
    });
  });
}
