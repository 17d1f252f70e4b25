import type { Run } from "./run.js";

/**
 * Glyphs next to each other on one baseline, including sub- and superscripts, without a gap wide enough for a column.
 */
export interface Segment {
  readonly runs: Run[];
  x0: number;
  x1: number;
  /** Baseline of the full-size glyphs. */
  y: number;
  /** Size of the full-size glyphs in points. */
  size: number;
}

/** A segment of one run. */
export function segmentOf(run: Run): Segment {
  return { runs: [run], x0: run.x0, x1: run.x1, y: run.y, size: run.style.size };
}

/** How many glyphs a segment has. */
export function glyphCount({ runs }: Segment): number {
  let count = 0;
  for (let index = 0; index < runs.length; index += 1) count += runs[index]!.glyphs;
  return count;
}
