import type { Glyph } from "./_glyph.js";
import type { Segment } from "./_segment.js";

// Distances below are in ems: multiples of the font size. Word spaces are 0.2 to 0.35 em in common fonts, up to 0.8 em in
// badly justified lines; columns are at least 1 em apart. Scripts are set at 60 to 80 % of the size, raised by up to 0.5 em and
// lowered by up to 0.3 em (TeXbook, appendix G). Chosen on the sample books by word precision and recall.
const columnGap = 0.9;
const backtrack = -0.5;
const sameBaseline = 0.15;
const scriptRatio = 0.86;
const scriptRise = 0.75;
const scriptDrop = 0.55;
const scriptGap = 0.35;

/** Groups glyphs, in the order they were drawn, to segments. */
export function buildSegments(glyphs: readonly Glyph[]): Segment[] {
  const segments: Segment[] = [];
  let current: Segment | null = null;
  for (const glyph of glyphs) {
    if (current !== null && continues(current, glyph)) extend(current, glyph);
    else {
      current = { glyphs: [glyph], x0: glyph.x0, x1: glyph.x1, y: glyph.y, size: glyph.style.size };
      segments.push(current);
    }
  }
  return segments;
}

function continues(segment: Segment, glyph: Glyph): boolean {
  const last = segment.glyphs[segment.glyphs.length - 1]!;
  const { size } = glyph.style;
  const rise = glyph.y - segment.y;
  const em = Math.max(size, segment.size);
  const leftward = glyph.rightToLeft || last.rightToLeft;
  let gap = (glyph.x0 - last.x1) / em;
  if (leftward) {
    const toTheLeft = (last.x0 - glyph.x1) / em;
    if (Math.abs(toTheLeft) < Math.abs(gap)) gap = toTheLeft;
  }
  if (Math.abs(rise) <= sameBaseline * em) {
    if (gap >= backtrack && gap <= columnGap) return true;
    // Back at the baseline after a stack of scripts.
    return gap < 0 && isScript(segment, last) && glyph.x0 >= baseEnd(segment) - 0.2 * em;
  }
  if (size < scriptRatio * segment.size) {
    if (rise > scriptRise * segment.size || rise < -scriptDrop * segment.size || gap > scriptGap) return false;
    return gap >= backtrack || (isScript(segment, last) && glyph.x0 >= baseEnd(segment) - 0.2 * em);
  }
  // A segment that began with a script, such as a footnote's mark.
  if (segment.size < scriptRatio * size) return rise < 0 ? -rise <= scriptRise * size && gap <= scriptGap && gap >= backtrack : rise <= scriptDrop * size && gap <= scriptGap && gap >= backtrack;
  return Math.abs(rise) <= 0.4 * em && gap >= backtrack && gap <= 0.2;
}

function isScript(segment: Segment, glyph: Glyph): boolean {
  return glyph.style.size < scriptRatio * segment.size && glyph.y !== segment.y;
}

/** Where the last full-size glyph of a segment ends. */
function baseEnd(segment: Segment): number {
  for (let index = segment.glyphs.length - 1; index >= 0; index -= 1) {
    const glyph = segment.glyphs[index]!;
    if (!isScript(segment, glyph)) return glyph.x1;
  }
  return segment.x0;
}

function extend(segment: Segment, glyph: Glyph): void {
  segment.glyphs.push(glyph);
  if (glyph.x0 < segment.x0) segment.x0 = glyph.x0;
  if (glyph.x1 > segment.x1) segment.x1 = glyph.x1;
  if (segment.size < scriptRatio * glyph.style.size) {
    segment.y = glyph.y;
    segment.size = glyph.style.size;
  }
}
