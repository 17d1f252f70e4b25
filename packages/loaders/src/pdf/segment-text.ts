import { plainLetters } from "./characters.js";
import type { Run } from "./run.js";
import type { Segment } from "./segment.js";

// In ems, as in `build-segments.ts`. Fonts set without space characters (TeX) have thin spaces of 0.17 em in formulas
// and word spaces from 0.22 em when squeezed.
const wordGap = 0.15;

/** Ligatures and shaped forms begin here. */
const firstPresentationForm = 0xfb00;

/** Fewer letters than this do not show that they are set apart on purpose. */
const minSpacedLetters = 6;

/**
 * A segment as text: words separated, scripts joined to their base, right-to-left runs in reading order.
 */
export function segmentText(segment: Segment): string {
  const { runs } = segment;
  const threshold = gapThreshold(runs, segment.size);
  let text = runs[0]!.text;
  let special = false;
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index]!;
    if (run.rightToLeft) return plainLetters(bidirectional(segment));
    if (run.text.charCodeAt(0) >= firstPresentationForm) special = true;
    if (index === 0) continue;
    const before = runs[index - 1]!;
    const gap = run.x0 - before.x1;
    if (run.spaced || gap > threshold * Math.max(run.style.size, before.style.size) || isWordEnd(runs, index))
      text += " ";
    text += run.text;
  }
  return special ? plainLetters(text) : text;
}

/**
 * Whether the engine's gap separates two words: boxes of slanted letters reach over their neighbours, so that they hide
 * it. In formulas, with single letters, its gaps are not spaces.
 */
function isWordEnd(runs: readonly Run[], index: number): boolean {
  const before = runs[index - 1]!;
  const run = runs[index]!;
  return (
    run.afterGap &&
    before.y === run.y &&
    run.x0 >= before.lastX0 &&
    isLetter(before.text, before.text.length - 1) &&
    isLetter(run.text, 0) &&
    (before.text.length > 1 ? isLetter(before.text, before.text.length - 2) : isSameWord(runs[index - 2], before)) &&
    (run.text.length > 1 ? isLetter(run.text, 1) : isSameWord(run, runs[index + 1]))
  );
}

/** Whether two runs next to each other are letters of one word. */
function isSameWord(before: Run | undefined, run: Run | undefined): boolean {
  return (
    before !== undefined &&
    run !== undefined &&
    !run.spaced &&
    !run.afterGap &&
    before.y === run.y &&
    isLetter(before.text, before.text.length - 1) &&
    isLetter(run.text, 0)
  );
}

/** How many ems apart two glyphs belong to two words: more where letters are set apart evenly, as in spaced titles. */
function gapThreshold(runs: readonly Run[], size: number): number {
  let pairs = 0;
  let touching = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index]!;
    pairs += run.glyphs - 1;
    touching += run.glyphs - 1;
    if (index === 0 || !isLetterPair(runs[index - 1]!, run)) continue;
    pairs += 1;
    if (run.x0 - runs[index - 1]!.x1 <= 0.05 * size) touching += 1;
  }
  return pairs < minSpacedLetters || touching * 5 > pairs ? wordGap : wordGap + medianGap(runs, size);
}

function medianGap(runs: readonly Run[], size: number): number {
  const gaps: number[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index]!;
    for (let inner = 1; inner < run.glyphs; inner += 1) gaps.push(0);
    if (index > 0 && isLetterPair(runs[index - 1]!, run)) gaps.push((run.x0 - runs[index - 1]!.x1) / size);
  }
  return gaps.sort((a, b) => a - b)[gaps.length >> 1]!;
}

function isLetterPair(before: Run, run: Run): boolean {
  return before.style === run.style && isLetter(before.text, before.text.length - 1) && isLetter(run.text, 0);
}

/** Letters of the alphabets that are set apart: Latin, Greek, Cyrillic. */
function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0xc0 && code <= 0x52f && code !== 0xd7 && code !== 0xf7)
  );
}

/** A stretch of a line that is read in one direction. */
interface Stretch {
  readonly rightToLeft: boolean;
  readonly runs: Run[];
  readonly spaced: boolean;
}

/**
 * Stretches by the place they are drawn at; those to the left turned round, numbers and Latin words inside them kept.
 */
function bidirectional(segment: Segment): string {
  const { inOrder, toTheLeft } = stretchesOf(segment);
  let text = "";
  inOrder.forEach((stretch, index) => {
    const apart = toTheLeft ? stretch.spaced : (inOrder[index - 1]?.spaced ?? false);
    const part = stretchRuns(stretch)
      .map((run) => run.text)
      .join("");
    text += index > 0 && apart ? ` ${part}` : part;
  });
  return text;
}

/** The runs of a segment in the order in which {@link segmentText} writes them. */
export function segmentRuns(segment: Segment): readonly Run[] {
  if (!segment.runs.some((run) => run.rightToLeft)) return segment.runs;
  return stretchesOf(segment).inOrder.flatMap(stretchRuns);
}

function stretchRuns({ rightToLeft, runs }: Stretch): readonly Run[] {
  return rightToLeft ? runs : runs.toReversed();
}

/** The stretches of a segment in reading order; `toTheLeft`: whether most of its letters run to the left. */
function stretchesOf(segment: Segment): { readonly inOrder: readonly Stretch[]; readonly toTheLeft: boolean } {
  const ordered = segment.runs.toSorted((a, b) => b.x1 - a.x1 || b.x0 - a.x0);
  const leftward = ordered.filter((run) => run.rightToLeft).length;
  const letters = ordered.reduce((sum, run) => sum + (/\p{L}/u.test(run.text) ? run.glyphs : 0), 0);
  const threshold = wordGap * segment.size;
  const stretches: Stretch[] = [];
  ordered.forEach((run, index) => {
    const before = ordered[index - 1];
    const apart =
      before !== undefined &&
      (before.x0 - run.x1 > threshold || (before.rightToLeft ? run.spaced && run.rightToLeft : before.spaced));
    const rightToLeft = run.rightToLeft || !/[\p{L}\p{N}]/u.test(run.text);
    const last = stretches[stretches.length - 1];
    if (last !== undefined && last.rightToLeft === rightToLeft && !apart) last.runs.push(run);
    else stretches.push({ rightToLeft, runs: [run], spaced: apart });
  });
  const toTheLeft = leftward * 2 >= letters;
  return { inOrder: toTheLeft ? stretches : stretches.toReversed(), toTheLeft };
}
