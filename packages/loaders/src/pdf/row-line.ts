import type { Row } from "./build-rows.js";
import type { Line } from "./line.js";
import type { Run } from "./run.js";
import { segmentRuns, segmentText } from "./segment-text.js";
import { glyphCount, type Segment } from "./segment.js";

/** Segments of one row closer than this many ems are one word, as inside a segment. */
const wordGap = 0.15;

/** A gap of a listing is written as at most this many spaces. */
const maxSpaces = 80;

/** Segments that overlap by more ems were drawn over each other, such as lines of two layers. */
const overlap = 0.8;
const wordGlyphs = 3;

/** Joins segments of one row to a line, from the side on which its script starts. */
export function rowLine(segments: readonly Segment[], row: Row): Line {
  let x0 = Infinity;
  let x1 = -Infinity;
  let bold = 0;
  let monospaced = 0;
  let glyphs = 0;
  let size = 0;
  let most = 0;
  const bySize = new Map<number, number>();
  for (const segment of segments) {
    x0 = Math.min(x0, segment.x0);
    x1 = Math.max(x1, segment.x1);
    // Runs of one style follow each other, and are counted together.
    for (let index = 0; index < segment.runs.length;) {
      const { style } = segment.runs[index]!;
      let same = 0;
      for (; index < segment.runs.length && segment.runs[index]!.style === style; index += 1)
        same += segment.runs[index]!.glyphs;
      glyphs += same;
      if (style.bold) bold += same;
      if (style.monospaced) monospaced += same;
      const count = (bySize.get(style.size) ?? 0) + same;
      bySize.set(style.size, count);
      if (count > most) {
        most = count;
        size = style.size;
      }
    }
  }
  const last = segments[segments.length - 1]!;
  const isMonospaced = monospaced * 10 >= glyphs * 8 && hasOneWidth(segments);
  return {
    text: isMonospaced ? joinMonospaced(segments) : joinSegments(segments),
    x0,
    x1,
    y: row.y,
    size,
    bold: bold * 10 >= glyphs * 9,
    monospaced: isMonospaced,
    pieces: segments.length,
    breaks: last.runs[last.runs.length - 1]!.breaks,
    drawn: segments,
  };
}

/** Whether all glyphs are equally wide, as the flags of a font promise and not every font keeps. */
function hasOneWidth(segments: readonly Segment[]): boolean {
  const first = segments[0]!.runs[0]!;
  const width = (first.x1 - first.x0) / first.glyphs;
  return segments.every((segment) =>
    segment.runs.every(
      (run) =>
        run.style.size !== first.style.size ||
        Math.abs((run.x1 - run.x0) / run.glyphs - width) < 0.02 * first.style.size,
    ),
  );
}

/** The text of segments with the spaces between them that the gaps have room for. */
function joinMonospaced(segments: readonly Segment[]): string {
  const first = segments[0]!.runs[0]!;
  const width = (first.x1 - first.x0) / first.glyphs;
  let text = segmentText(segments[0]!);
  for (let index = 1; index < segments.length; index += 1) {
    const gap = segments[index]!.x0 - segments[index - 1]!.x1;
    const spaces = Math.min(maxSpaces, Math.max(1, Math.round(gap / width)));
    if (gap > wordGap * segments[index]!.size || segments[index]!.runs[0]!.spaced) text += " ".repeat(spaces);
    text += segmentText(segments[index]!);
  }
  return text;
}

/** The text of segments next to each other. */
export function joinSegments(segments: readonly Segment[]): string {
  if (segments.length === 1) return segmentText(segments[0]!);
  const leftward = runsLeftward(segments);
  const ordered = leftward ? segments.toReversed() : segments;
  let text = "";
  ordered.forEach((segment, index) => {
    const before = ordered[index - 1];
    if (before !== undefined) {
      const gap = leftward ? before.x0 - segment.x1 : segment.x0 - before.x1;
      const em = Math.max(before.size, segment.size);
      if (
        gap > wordGap * em ||
        (gap < -overlap * em && Math.max(glyphCount(before), glyphCount(segment)) >= wordGlyphs) ||
        segment.runs[0]!.spaced
      )
        text += " ";
    }
    text += segmentText(segment);
  });
  return text;
}

function runsLeftward(segments: readonly Segment[]): boolean {
  return segments.filter((segment) => segment.runs.some((run) => run.rightToLeft)).length * 2 > segments.length;
}

/** The runs of segments of one row in the order in which {@link rowLine} and {@link joinSegments} write them. */
export function runsInOrder(segments: readonly Segment[], monospaced: boolean): Run[] {
  const leftward = !monospaced && segments.length > 1 && runsLeftward(segments);
  return (leftward ? segments.toReversed() : segments).flatMap(segmentRuns);
}
