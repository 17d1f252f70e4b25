import type { TextRange } from "@ragstone/core";
import type { Likeness, NormalisedText } from "./normalise-text.js";
import type { SourceText } from "./source-text.js";
import { WantedQuote } from "./wanted-quote.js";

/** The position of a quote in a text. */
export interface FoundQuote extends TextRange {
  /** The loosest comparison that was needed. */
  readonly likeness: Likeness;
  /** The quote left words out and said so (`...`); the range spans all of it. */
  readonly elided: boolean;
}

/** Text around the passage that is searched before the whole document, UTF-16 units on each side. */
const margin = 4_000;
/** Longest stretch that an ellipsis may leave out, UTF-16 units: about a paragraph. */
const maxElision = 800;

const likenesses = ["typography", "markup", "case"] as const;

/**
 * Finds a quote in a document and returns its exact range, the occurrence inside `near` or nearest to it. Compares ever
 * more loosely: verbatim, then ignoring typography, Markdown marks and case; then without the final full stop; then in
 * the pieces between ellipses, which must follow each other closely.
 *
 * @param quote a {@link WantedQuote} where several texts are searched for the same words
 * @returns `null` if the text does not contain the words
 */
export function findQuote(source: SourceText, quote: string | WantedQuote, near?: TextRange): FoundQuote | null {
  const wanted = typeof quote === "string" ? new WantedQuote(quote) : quote;
  if (!/[\p{L}\p{N}]/u.test(wanted.text)) return null;
  const whole = findWithOrWithoutStop(source, wanted, near);
  if (whole !== null) return { ...whole, elided: false };
  const { pieces } = wanted;
  return pieces.length > 1 ? findElided(source, pieces, near) : null;
}

function findWithOrWithoutStop(
  source: SourceText,
  quote: WantedQuote,
  near?: TextRange,
): (TextRange & { likeness: Likeness }) | null {
  const found = findWhole(source, quote, near);
  return found !== null || quote.withoutFinalStop === quote ? found : findWhole(source, quote.withoutFinalStop, near);
}

function findWhole(
  source: SourceText,
  quote: WantedQuote,
  near?: TextRange,
): (TextRange & { likeness: Likeness }) | null {
  const exact = pickNearest(
    occurrences(source.text, quote.text)
      .map((start) => ({ start, end: start + quote.text.length }))
      .filter((range) => isWhole(source.text, range)),
    near,
  );
  if (exact !== null) return { ...exact, likeness: "exact" };
  const around =
    near === undefined
      ? undefined
      : { start: Math.max(0, near.start - margin), end: Math.min(source.text.length, near.end + margin) };
  for (const likeness of likenesses) {
    for (const place of around === undefined ? [undefined] : [around, undefined]) {
      const form = source.form(likeness, place);
      const found = form === null ? null : findLike(source, form, quote.form(likeness), near);
      if (found !== null) return { ...found, likeness };
    }
  }
  return null;
}

/** Where a normalised quote is in a normalised part of the source, as a range of the source. */
function findLike(
  source: SourceText,
  form: NormalisedText,
  wanted: string,
  near: TextRange | undefined,
): TextRange | null {
  if (wanted === "") return null;
  const ranges = occurrences(form.text, wanted)
    .map((at) => ({ start: form.starts[at] ?? 0, end: form.ends[at + wanted.length - 1] ?? 0 }))
    .filter((range) => isWhole(source.text, range));
  return pickNearest(ranges, near);
}

/** No quote may begin or end inside a word or a number: "5" is not in "15". */
function isWhole(text: string, range: TextRange): boolean {
  return !(joins(text[range.start - 1], text[range.start]) || joins(text[range.end - 1], text[range.end]));
}

function joins(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const word = /[\p{L}\p{N}]/u;
  return word.test(left) && word.test(right) && !isIdeograph(left) && !isIdeograph(right);
}

function isIdeograph(char: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(char);
}

/** At most this many occurrences of a quote are weighed against each other. */
const maxOccurrences = 200;

function occurrences(text: string, wanted: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0 && found.length < maxOccurrences; at = text.indexOf(wanted, at + 1))
    found.push(at);
  return found;
}

function pickNearest(ranges: readonly TextRange[], near: TextRange | undefined): TextRange | null {
  let best: TextRange | null = null;
  let bestDistance = Infinity;
  for (const range of ranges) {
    const distance = near === undefined ? 0 : Math.max(0, near.start - range.start, range.end - near.end);
    if (distance < bestDistance) {
      best = range;
      bestDistance = distance;
    }
  }
  return best;
}

function findElided(
  source: SourceText,
  pieces: readonly WantedQuote[],
  near: TextRange | undefined,
): FoundQuote | null {
  let start = -1;
  let end = -1;
  let loosest: Likeness = "exact";
  for (const piece of pieces) {
    const place = end < 0 ? near : { start: end, end: Math.min(source.text.length, end + maxElision) };
    const found = findWithOrWithoutStop(source, piece, place);
    if (found === null) return null;
    if (end >= 0 && (found.start < end || found.start - end > maxElision)) return null;
    if (start < 0) start = found.start;
    end = found.end;
    if (rank(found.likeness) > rank(loosest)) loosest = found.likeness;
  }
  return { start, end, likeness: loosest, elided: true };
}

function rank(likeness: Likeness): number {
  return ["exact", ...likenesses].indexOf(likeness);
}

/** Fewest words of a piece that shows a quote to be put together from several places. */
const minStitchWords = 3;

/** Most words of such a quote, and of one piece. */
const maxStitchWords = 200;
const maxPieceWords = 60;

/**
 * Whether a quote that is not in the text is put together from pieces of the text, each of at least three words, that
 * together make up all of it, the longest piece first. Compares as loosely as the last step of {@link findQuote}.
 */
export function isStitched(sources: readonly SourceText[], quote: string): boolean {
  const parts = new WantedQuote(quote)
    .form("case")
    .split(" ")
    .filter((word) => word !== "" && word !== "...");
  if (parts.length < 2 * minStitchWords || parts.length > maxStitchWords) return false;
  const stands = (from: number, to: number): boolean => {
    const piece = parts
      .slice(from, to)
      .join(" ")
      .replace(/[.,;:!?]+$/u, "");
    return sources.some((source) => {
      const form = source.form("case")?.text ?? "";
      return occurrences(form, piece).some((start) => isWhole(form, { start, end: start + piece.length }));
    });
  };
  let from = 0;
  let pieces = 0;
  while (from < parts.length) {
    let to = from + minStitchWords;
    if (to > parts.length || !stands(from, to)) return false;
    while (to < parts.length && to - from < maxPieceWords && stands(from, to + 1)) to += 1;
    from = to;
    pieces += 1;
  }
  return pieces > 1;
}
