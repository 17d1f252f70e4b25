import type { CitedPlace } from "../quotes/cited-place.js";
import { normaliseText } from "../quotes/normalise-text.js";
import { claimText } from "./claim-text.js";

/** Bracketed reference numbers, which text that is shown leaves out, and the bars around a row of a table. */
const references = /\s?\[\d{1,4}(?:\s*,\s*\d{1,4})*\]/gu;
const bars = /^\s*\|\s*|\s*\|\s*$/gu;
const finalStop = /[.,;:!?]+$/u;
/** How much longer the source may be than the claim, for what the comparison ignores. */
const slack = 100;

/**
 * Whether each line of a claim is word for word where it cites: typography, Markdown marks, list markers and the final
 * full stop apart.
 */
export function isVerbatim(claim: string, places: readonly CitedPlace[]): boolean {
  const lines = claim
    .split("\n")
    .map(comparableLine)
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
  if (lines.length === 0) return false;
  const around = places.map(({ source: { document }, range }) => {
    const margin = claim.length + slack;
    return ` ${comparable(document.text.slice(Math.max(0, range.start - margin), range.end + margin))} `;
  });
  return lines.every((line) => around.some((text) => hasWhole(text, line)));
}

/**
 * Whether a claim is a whole sentence, list item or row that its citation is in: nothing that the source adds in the
 * same sentence is left out.
 */
export function isWholeUnit(claim: string, places: readonly CitedPlace[]): boolean {
  const wanted = comparableLine(claim);
  return places.some(({ source, range }) =>
    source
      .units()
      .some(
        ({ start, end }) =>
          start < range.end && range.start < end && comparableLine(source.document.text.slice(start, end)) === wanted,
      ),
  );
}

function comparableLine(line: string): string {
  return comparable(claimText(line.replace(bars, "")).prose)
    .replace(finalStop, "")
    .trim();
}

function comparable(text: string): string {
  return normaliseText(text.replace(references, ""), "markup").text.trim();
}

function hasWhole(text: string, part: string): boolean {
  const joins = (left: string | undefined, right: string | undefined): boolean =>
    /[\p{L}\p{N}]{2}/u.test((left ?? " ") + (right ?? " "));
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    if (!joins(text[at - 1], part[0]) && !joins(part.at(-1), text[at + part.length])) return true;
  return false;
}
