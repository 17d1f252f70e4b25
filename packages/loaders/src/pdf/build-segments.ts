import type { Run } from "./run.js";
import { type Segment, segmentOf } from "./segment.js";

// Distances below are in ems: multiples of the font size. Word spaces are 0.2 to 0.35 em in common fonts, up to 0.8 em
// in badly justified lines; columns are at least 1 em apart. Scripts are set at 60 to 80 % of the size, raised by up to
// 0.5 em and lowered by up to 0.3 em (TeXbook, appendix G). Chosen on the sample books by word precision and recall.
const columnGap = 0.9;
const backtrack = -0.5;
const sameBaseline = 0.15;
const scriptRatio = 0.86;
const scriptRise = 0.75;
const scriptDrop = 0.55;
const scriptGap = 0.35;

/** Groups runs, in the order they were drawn, to segments. */
export function buildSegments(runs: readonly Run[]): Segment[] {
  const segments: Segment[] = [];
  let current: Segment | null = null;
  for (const run of runs) {
    if (current !== null && continues(current, run)) extend(current, run);
    else {
      current = segmentOf(run);
      segments.push(current);
    }
  }
  return segments;
}

function continues(segment: Segment, run: Run): boolean {
  const last = segment.runs[segment.runs.length - 1]!;
  const { size } = run.style;
  const rise = run.y - segment.y;
  const em = Math.max(size, segment.size);
  const leftward = run.rightToLeft || last.rightToLeft;
  let gap = (run.x0 - last.x1) / em;
  if (leftward) {
    const toTheLeft = (last.lastX0 - run.x1) / em;
    if (Math.abs(toTheLeft) < Math.abs(gap)) gap = toTheLeft;
  }
  if (Math.abs(rise) <= sameBaseline * em) {
    if (gap >= backtrack && gap <= columnGap) return true;
    // Back at the baseline after a stack of scripts.
    return gap < 0 && isScript(segment, last) && run.x0 >= baseEnd(segment) - 0.2 * em;
  }
  if (size < scriptRatio * segment.size) {
    if (rise > scriptRise * segment.size || rise < -scriptDrop * segment.size || gap > scriptGap) return false;
    return gap >= backtrack || (isScript(segment, last) && run.x0 >= baseEnd(segment) - 0.2 * em);
  }
  // A segment that began with a script, such as a footnote's mark.
  if (segment.size < scriptRatio * size)
    return rise < 0
      ? -rise <= scriptRise * size && gap <= scriptGap && gap >= backtrack
      : rise <= scriptDrop * size && gap <= scriptGap && gap >= backtrack;
  return Math.abs(rise) <= 0.4 * em && gap >= backtrack && gap <= 0.2;
}

function isScript(segment: Segment, run: Run): boolean {
  return run.style.size < scriptRatio * segment.size && run.y !== segment.y;
}

/** Where the last full-size glyph of a segment ends. */
function baseEnd(segment: Segment): number {
  for (let index = segment.runs.length - 1; index >= 0; index -= 1) {
    const run = segment.runs[index]!;
    if (!isScript(segment, run)) return run.x1;
  }
  return segment.x0;
}

function extend(segment: Segment, run: Run): void {
  segment.runs.push(run);
  if (run.x0 < segment.x0) segment.x0 = run.x0;
  if (run.x1 > segment.x1) segment.x1 = run.x1;
  if (segment.size < scriptRatio * run.style.size) {
    segment.y = run.y;
    segment.size = run.style.size;
  }
}
