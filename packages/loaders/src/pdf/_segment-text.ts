import { plainLetters } from "./_characters.js";
import type { Glyph } from "./_glyph.js";
import type { Segment } from "./_segment.js";
import { UnitBuffer } from "./_unit-buffer.js";

// In ems, as in `_build-segments.ts`. Fonts set without space characters (TeX) have thin spaces of 0.17 em in formulas and
// word spaces from 0.22 em when squeezed.
const wordGap = 0.15;

/** Ligatures and shaped forms begin here. */
const firstPresentationForm = 0xfb00;

/** Fewer letters than this do not show that they are set apart on purpose. */
const minSpacedLetters = 6;

/** A segment as text: words apart, scripts joined to what they belong to, right-to-left runs in the order they are read. */
export function segmentText(segment: Segment): string {
  const { glyphs } = segment;
  const threshold = gapThreshold(glyphs, segment.size);
  const units = new UnitBuffer();
  let special = false;
  for (let index = 0; index < glyphs.length; index += 1) {
    const glyph = glyphs[index]!;
    if (glyph.rightToLeft) return plainLetters(bidirectional(segment));
    if (glyph.text.charCodeAt(0) >= firstPresentationForm) special = true;
    if (index > 0) {
      const before = glyphs[index - 1]!;
      if (glyph.spaced || glyph.x0 - before.x1 > threshold * Math.max(glyph.style.size, before.style.size)) units.add(" ");
    }
    units.add(glyph.text);
  }
  return special ? plainLetters(units.text()) : units.text();
}

/** How many ems apart two glyphs belong to two words: more where letters are set apart evenly, as in spaced titles. */
function gapThreshold(glyphs: readonly Glyph[], size: number): number {
  let pairs = 0;
  let touching = 0;
  for (let index = 1; index < glyphs.length; index += 1) {
    const before = glyphs[index - 1]!;
    const glyph = glyphs[index]!;
    if (before.style !== glyph.style || !isLetter(before.text) || !isLetter(glyph.text)) continue;
    pairs += 1;
    if (glyph.x0 - before.x1 <= 0.05 * size) touching += 1;
  }
  return pairs < minSpacedLetters || touching * 5 > pairs ? wordGap : wordGap + medianGap(glyphs, size);
}

function medianGap(glyphs: readonly Glyph[], size: number): number {
  const gaps: number[] = [];
  for (let index = 1; index < glyphs.length; index += 1) {
    const before = glyphs[index - 1]!;
    const glyph = glyphs[index]!;
    if (before.style === glyph.style && isLetter(before.text) && isLetter(glyph.text)) gaps.push((glyph.x0 - before.x1) / size);
  }
  return gaps.sort((a, b) => a - b)[gaps.length >> 1]!;
}

/** Letters of the alphabets that are set apart: Latin, Greek, Cyrillic. */
function isLetter(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0x52f && code !== 0xd7 && code !== 0xf7);
}

/** Runs by the place they are drawn at; those to the left turned round, numbers and Latin words inside them kept. */
function bidirectional(segment: Segment): string {
  const ordered = segment.glyphs.toSorted((a, b) => b.x1 - a.x1 || b.x0 - a.x0);
  const toTheLeft = ordered.filter((glyph) => glyph.rightToLeft).length * 2 >= ordered.filter((glyph) => /\p{L}/u.test(glyph.text)).length;
  const threshold = wordGap * segment.size;
  const runs: { readonly rightToLeft: boolean; readonly glyphs: Glyph[]; readonly spaced: boolean }[] = [];
  ordered.forEach((glyph, index) => {
    const before = ordered[index - 1];
    const apart = before !== undefined && (before.x0 - glyph.x1 > threshold || (before.rightToLeft ? glyph.spaced && glyph.rightToLeft : before.spaced));
    const strong = glyph.rightToLeft || !/[\p{L}\p{N}]/u.test(glyph.text);
    const run = runs[runs.length - 1];
    if (run !== undefined && run.rightToLeft === strong && !apart) run.glyphs.push(glyph);
    else runs.push({ rightToLeft: strong, glyphs: [glyph], spaced: apart });
  });
  let text = "";
  const inOrder = toTheLeft ? runs : runs.toReversed();
  inOrder.forEach((run, index) => {
    const apart = toTheLeft ? run.spaced : (inOrder[index - 1]?.spaced ?? false);
    const letters = (run.rightToLeft ? run.glyphs : run.glyphs.toReversed()).map((glyph) => glyph.text).join("");
    text += index > 0 && apart ? ` ${letters}` : letters;
  });
  return text;
}
