import type { Letter } from "../pdf/page-letters.js";
import type { GlyphRects } from "./glyph-rects.js";
import { hasMiddle, overlap, type Rect, union } from "./rect.js";

/**
 * The rectangles of letters, those of one line joined where no other glyph lies between. A rectangle is as high as the
 * line's font where that covers nothing of other glyphs, and else as high as its letters.
 */
export function joinRects(
  letters: readonly Letter[],
  cited: ReadonlySet<number>,
  glyphs: readonly (GlyphRects | null)[],
): Rect[] {
  const others = glyphs.flatMap((glyph, index) => (glyph === null || cited.has(index) ? [] : [glyph.ink]));
  const joined: GlyphRects[] = [];
  let open: GlyphRects | null = null;
  for (const { characters, endsLine, slanted } of letters) {
    for (const character of characters) {
      const glyph = glyphs[character] ?? null;
      if (glyph === null) continue;
      const both: GlyphRects | null =
        open === null ? null : { ink: union(open.ink, glyph.ink), space: union(open.space, glyph.space) };
      if (both !== null && !slanted && isClear(both.ink, others, [open!.ink, glyph.ink]))
        joined[joined.length - 1] = both;
      else joined.push(glyph);
      open = joined[joined.length - 1]!;
    }
    if (endsLine) open = null;
  }
  return joined.map(({ ink, space }) => {
    const whole = union(ink, space);
    return others.some((other) => overlap(whole, other)) ? ink : whole;
  });
}

/** Whether a rectangle covers no other glyph than those that its parts cover already. */
function isClear(rect: Rect, others: readonly Rect[], parts: readonly Rect[]): boolean {
  return !others.some((other) => hasMiddle(rect, other) && !parts.some((part) => hasMiddle(part, other)));
}
