import { foldedWords, stopWords } from "@ragstone/verify/internal";

/** Vectors of all content words of some texts, asked for in one batch. */
export async function wordVectors(
  texts: readonly string[],
  embedWords: (words: readonly string[]) => Promise<readonly (Float32Array | null)[]>,
): Promise<(word: string) => Float32Array | null> {
  const known = new Set<string>();
  for (const text of texts)
    for (const word of foldedWords(text)) if (!stopWords.has(word) && !/\p{N}/u.test(word)) known.add(word);
  const list = [...known];
  const vectors = await embedWords(list);
  const found = new Map(list.map((word, at) => [word, vectors[at] ?? null]));
  return (word) => found.get(word) ?? null;
}
