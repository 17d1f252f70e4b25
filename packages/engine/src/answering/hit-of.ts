import type { Hit, Ranked } from "@ragstone/core";

/** @param shown - what was asked for besides the passage */
export function hitOf(
  { candidate: { id, scores, origin, path, start, end, text, headings, pages }, score }: Ranked,
  rank: number,
  shown: Pick<Hit, "copies" | "explanation">,
): Hit {
  const rounded = Math.round(score * 1e6) / 1e6;
  return { rank, id, score: rounded, scores, origin, path, start, end, text, headings, pages, ...shown };
}
