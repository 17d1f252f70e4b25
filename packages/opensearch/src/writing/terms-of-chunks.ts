import type { Occurrences } from "@ragstone/tokenizers/words";

/** The terms of each chunk, each as often as it occurs, with spaces between them. */
export function termsOfChunks(terms: ReadonlyMap<string, Occurrences>, chunks: number): string[] {
  const all = Array.from({ length: chunks }, (): string[] => []);
  for (const [term, occurrences] of terms)
    for (let at = 0; at < occurrences.length; at += 2) {
      const chunk = all[occurrences[at]!]!;
      for (let count = occurrences[at + 1]!; count > 0; count -= 1) chunk.push(term);
    }
  return all.map((found) => found.join(" "));
}
