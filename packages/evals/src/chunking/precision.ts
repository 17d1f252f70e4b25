import type { TextRange } from "@ragstone/core";

/** Length of the union of ranges. */
export function unionLength(ranges: readonly TextRange[]): number {
  let length = 0;
  let reached = -Infinity;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (end <= reached) continue;
    length += end - Math.max(start, reached);
    reached = end;
  }
  return length;
}

/** The parts of `excerpts` that `chunks` contain. */
function common(chunks: readonly TextRange[], excerpts: readonly TextRange[]): TextRange[] {
  const shared: TextRange[] = [];
  for (const excerpt of excerpts) {
    for (const chunk of chunks) {
      const start = Math.max(chunk.start, excerpt.start);
      const end = Math.min(chunk.end, excerpt.end);
      if (start < end) shared.push({ start, end });
    }
  }
  return shared;
}

/**
 * Precision-omega of one question: of the characters that must be read when every chunk that touches an excerpt is
 * read, the share that belongs to excerpts (Smith and Troynikov 2024, "Evaluating Chunking Strategies for Retrieval").
 * No retrieval takes part.
 */
export function precisionOmega(chunks: readonly TextRange[], excerpts: readonly TextRange[]): number {
  const touching = chunks.filter((chunk) =>
    excerpts.some((excerpt) => chunk.start < excerpt.end && excerpt.start < chunk.end),
  );
  const held = unionLength(common(touching, excerpts));
  const read = unionLength([...touching, ...excerpts]);
  return read === 0 ? 0 : held / read;
}

/** Share of the excerpts' characters that the retrieved chunks contain. */
export function excerptRecall(retrieved: readonly TextRange[], excerpts: readonly TextRange[]): number {
  const wanted = unionLength(excerpts);
  return wanted === 0 ? 0 : unionLength(common(retrieved, excerpts)) / wanted;
}
