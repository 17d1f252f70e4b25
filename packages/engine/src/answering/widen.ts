import {
  documentName,
  isSameDocument,
  pagesOf,
  type IndexReader,
  type Hit,
  type StoredChunk,
  type StoredText,
  type TextRange,
} from "@ragstone/core";
import type { Expansion } from "../api/expansion.js";
import { sectionsOf } from "./sections-of.js";

/** About 4,000 tokens, ten chunks of the default target: a section beyond it is cut to the chunks around the hit. */
const maxSectionCharacters = 16_000;

/** A document with at least one hit; its text is `null` if it was removed since the search. */
interface Around {
  readonly stored: StoredText | null;
  readonly chunks: readonly StoredChunk[];
}

/**
 * The first `k` hits with more of their documents around them: the chunks before and after, or the innermost section
 * that contains the hit. If two overlap, the better one absorbs the other, so that no text is shown twice, and the next
 * hit moves up. Each is an exact slice of its document and keeps its id and scores. A document that was replaced since
 * the search is left as found.
 *
 * @param hits - best first, more than `k` where there are more
 */
export async function widen(index: IndexReader, hits: readonly Hit[], k: number, expansion: Expansion): Promise<Hit[]> {
  const documents = new Map<string, Around>();
  let wide: Hit[] = [];
  for (const hit of hits) {
    if (wide.length === k) break;
    let around = documents.get(documentName(hit));
    if (around === undefined)
      documents.set(documentName(hit), (around = { stored: await index.text(hit), chunks: await index.chunks(hit) }));
    const range = rangeAround(around, hit, expansion);
    wide = range === null ? [...wide, hit] : withHit(wide, hit, range, around.stored!);
  }
  return wide.map((hit, position) => ({ ...hit, rank: position + 1 }));
}

/** `null` for a hit that is not in its document any more. */
function rangeAround({ stored, chunks }: Around, hit: Hit, expansion: Expansion): TextRange | null {
  const position = chunks.findIndex(({ id }) => id === hit.id);
  if (stored === null || position === -1 || stored.text.slice(hit.start, hit.end) !== hit.text) return null;
  return expansion === "neighbours" ? neighbours(chunks, position) : section(stored, chunks, position);
}

function withHit(wide: readonly Hit[], hit: Hit, range: TextRange, stored: StoredText): Hit[] {
  let { start, end } = range;
  const overlaps = (other: Hit) => isSameDocument(other, hit) && other.start < end && start < other.end;
  let best = hit;
  let apart = wide;
  const copies = new Set(hit.copies);
  // An absorbing hit may reach the next one.
  for (let met = apart.find(overlaps); met !== undefined; met = apart.find(overlaps)) {
    [start, end] = [Math.min(start, met.start), Math.max(end, met.end)];
    if (best === hit || met.rank < best.rank) best = met;
    const taken = met;
    for (const copy of taken.copies ?? []) copies.add(copy);
    apart = apart.filter((other) => other !== taken);
  }
  const { text, pages } = stored;
  const widened: Hit = { ...best, start, end, text: text.slice(start, end), pages: pagesOf(pages, start, end) };
  const whole = hit.copies === undefined ? widened : { ...widened, copies: [...copies].sort() };
  return [...apart, whole].sort((one, other) => one.rank - other.rank);
}

function neighbours(chunks: readonly StoredChunk[], position: number): TextRange {
  return {
    start: (chunks[position - 1] ?? chunks[position]!).start,
    end: (chunks[position + 1] ?? chunks[position]!).end,
  };
}

function section({ text, blocks }: StoredText, chunks: readonly StoredChunk[], position: number): TextRange {
  const hit = chunks[position]!;
  const range = sectionsOf(blocks, text.length).findLast(({ start, end }) => start <= hit.start && hit.end <= end) ?? {
    start: 0,
    end: text.length,
  };
  return range.end - range.start <= maxSectionCharacters ? range : chunksAround(chunks, position, range);
}

/** As many chunks on both sides, nearest first, as lie in the range and stay within the limit. */
function chunksAround(chunks: readonly StoredChunk[], position: number, range: TextRange): TextRange {
  let [first, last] = [position, position];
  const fits = (from: number, to: number): boolean => {
    const [start, end] = [chunks[from]?.start, chunks[to]?.end];
    return (
      start !== undefined &&
      end !== undefined &&
      start >= range.start &&
      end <= range.end &&
      end - start <= maxSectionCharacters
    );
  };
  for (let grown = true; grown;) {
    grown = false;
    if (fits(first, last + 1)) [last, grown] = [last + 1, true];
    if (fits(first - 1, last)) [first, grown] = [first - 1, true];
  }
  return { start: chunks[first]!.start, end: chunks[last]!.end };
}
