import type { AlignedRun } from "./align-text.js";
import type { ClaimIndex } from "./claim-index.js";

/** A part of a run that belongs to one claim or none, and is one citation marker or none. */
export interface Piece {
  readonly text: string;
  /** Index in the answer's claims. */
  readonly claim: number | null;
  /** The citation's number, where the text is a marker such as `[2]`. */
  readonly citation: number | null;
  /** Whether it belongs to the sentence that answers. */
  readonly key: boolean;
}

/** Splits a run at the ends of claims and around the markers of known citations. The pieces' texts joined are the run's text. */
export function splitRun(run: AlignedRun, claims: ClaimIndex, citations: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = [];
  for (const { text, citation, offset } of splitAtMarkers(run.text, citations)) {
    if (run.start === null) pieces.push({ text, citation, claim: null, key: false });
    else pieces.push(...splitAtClaims({ text, start: run.start + offset }, claims, citation));
  }
  return pieces;
}

function* splitAtMarkers(text: string, citations: ReadonlySet<number>) {
  let at = 0;
  for (const match of text.matchAll(/\[(\d{1,4})\]/gu)) {
    const citation = Number(match[1]);
    if (!citations.has(citation)) continue;
    if (match.index > at) yield { text: text.slice(at, match.index), citation: null, offset: at };
    yield { text: match[0], citation, offset: match.index };
    at = match.index + match[0].length;
  }
  if (at < text.length) yield { text: text.slice(at), citation: null, offset: at };
}

function splitAtClaims(
  { text, start }: { readonly text: string; readonly start: number },
  { claims, overlapping }: ClaimIndex,
  citation: number | null,
): Piece[] {
  const end = start + text.length;
  const near = overlapping({ start, end });
  const bounds = near
    .flatMap((place) => [claims[place]!, claims[place]!.key ?? []].flat())
    .flatMap((range) => [range.start, range.end])
    .filter((bound) => bound > start && bound < end);
  const cuts = [start, ...[...new Set(bounds)].toSorted((a, b) => a - b), end];
  return cuts.slice(1).map((to, index) => {
    const from = cuts[index]!;
    const claim = near.find((place) => claims[place]!.start < to && claims[place]!.end > from) ?? null;
    const key = claim === null ? undefined : claims[claim]!.key;
    return {
      text: text.slice(from - start, to - start),
      citation,
      claim,
      key: key !== undefined && from >= key.start && to <= key.end,
    };
  });
}
