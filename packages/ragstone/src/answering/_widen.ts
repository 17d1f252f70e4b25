import type { Block, DocumentIndex, Hit, StoredChunk, StoredText, TextRange } from "@ragstone/core";
import { pagesOf } from "../showing/pages-of.js";
import type { Expansion } from "./expansion.js";

/** About 4,000 tokens, ten chunks of the default target: a section beyond it is cut to the chunks around the hit. */
const maxSectionCharacters = 16_000;

/**
 * Hits with more of their documents around them: the chunks before and after, or the innermost section that holds the hit.
 * Each stays an exact slice of its document and keeps its id, rank and scores. A document that was replaced since the search
 * is left as found.
 */
export async function widen(index: DocumentIndex, hits: readonly Hit[], expansion: Expansion): Promise<Hit[]> {
  const documents = new Map<string, Promise<readonly [StoredText | null, readonly StoredChunk[]]>>();
  for (const { path } of hits) if (!documents.has(path)) documents.set(path, Promise.all([index.text(path), index.chunks(path)]));
  return Promise.all(hits.map(async (hit) => {
    const [stored, chunks] = await documents.get(hit.path)!;
    const position = chunks.findIndex(({ id }) => id === hit.id);
    if (stored === null || position === -1 || stored.text.slice(hit.start, hit.end) !== hit.text) return hit;
    const { start, end } = expansion === "neighbours" ? neighbours(chunks, position) : section(stored, chunks, position);
    return { ...hit, start, end, text: stored.text.slice(start, end), pages: pagesOf(stored.pages, start, end) };
  }));
}

function neighbours(chunks: readonly StoredChunk[], position: number): TextRange {
  return { start: (chunks[position - 1] ?? chunks[position]!).start, end: (chunks[position + 1] ?? chunks[position]!).end };
}

function section({ text, blocks }: StoredText, chunks: readonly StoredChunk[], position: number): TextRange {
  const hit = chunks[position]!;
  const range = sectionsOf(blocks, text.length).findLast(({ start, end }) => start <= hit.start && hit.end <= end) ?? { start: 0, end: text.length };
  return range.end - range.start <= maxSectionCharacters ? range : chunksAround(chunks, position, range);
}

/** The sections of a text by their headings, in order of their starts, so that the last that holds a range is the innermost. */
function sectionsOf(blocks: readonly Block[], length: number): TextRange[] {
  const headings = blocks.filter(({ kind }) => kind === "heading");
  return headings.map(({ start, level = 1 }, position) => ({ start, end: headings.slice(position + 1).find((next) => (next.level ?? 1) <= level)?.start ?? length }));
}

/** As many chunks on both sides, nearest first, as lie in the range and stay within the limit. */
function chunksAround(chunks: readonly StoredChunk[], position: number, range: TextRange): TextRange {
  let [first, last] = [position, position];
  const fits = (from: number, to: number): boolean => {
    const [start, end] = [chunks[from]?.start, chunks[to]?.end];
    return start !== undefined && end !== undefined && start >= range.start && end <= range.end && end - start <= maxSectionCharacters;
  };
  for (let grown = true; grown; ) {
    grown = false;
    if (fits(first, last + 1)) [last, grown] = [last + 1, true];
    if (fits(first - 1, last)) [first, grown] = [first - 1, true];
  }
  return { start: chunks[first]!.start, end: chunks[last]!.end };
}
