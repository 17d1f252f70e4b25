import type { Segment } from "./document-segments.js";

/** A run of segments, `[from, to)`. */
export interface SegmentWindow {
  readonly from: number;
  readonly to: number;
}

/** How many characters are put into the page at once, on each side. A page of 20,000 renders within a frame or two. */
const windowCharacters = 20_000;

/** The segments around a position of the text, with at most {@link windowCharacters} on each side and one segment at least. */
export function segmentsAround(segments: readonly Segment[], position: number): SegmentWindow {
  const found = segments.findIndex(({ end }) => end > position);
  const at = found === -1 ? Math.max(0, segments.length - 1) : found;
  return { from: extend(segments, at, -1), to: Math.min(segments.length, extend(segments, at, 1) + 1) };
}

/** The segment that is about {@link windowCharacters} away from a segment, in one direction. */
export function extend(segments: readonly Segment[], from: number, step: 1 | -1): number {
  let at = from;
  let characters = 0;
  while (at + step >= 0 && at + step < segments.length && characters < windowCharacters) {
    at += step;
    characters += segments[at]!.end - segments[at]!.start;
  }
  return at;
}
