import type { MemoryDocument } from "./memory-store.js";
import { wordsOf } from "./words.js";

const maxWords = 5;

/** The words of the documents that a typo may mean. Compares it with each. */
export function nearestWords(documents: readonly MemoryDocument[], word: string): string[] {
  const wanted = wordsOf(word).join("");
  const maxEdits = wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2;
  const chunks = new Map<string, number>();
  for (const { chunks: all } of documents)
    for (const { text } of all)
      for (const found of new Set(wordsOf(text))) chunks.set(found, (chunks.get(found) ?? 0) + 1);
  const near = [...chunks]
    .filter(([found]) => found !== wanted && /^\p{L}+$/u.test(found))
    .map(([found, count]) => ({ found, count, edits: edits(found, wanted), isSame: found[0] === wanted[0] }))
    .filter(({ isSame, edits: count }) => count <= (isSame ? maxEdits : Math.min(1, maxEdits)));
  const same = near.filter(({ isSame }) => isSame);
  return (same.length > 0 ? same : near)
    .sort((one, other) => one.edits - other.edits || other.count - one.count || (one.found < other.found ? -1 : 1))
    .slice(0, maxWords)
    .map(({ found }) => found);
}

/** By the recursive definition of the Damerau-Levenshtein distance with optimal string alignment. */
function edits(one: string, other: string): number {
  const known = new Map<string, number>();
  const distance = (a: number, b: number): number => {
    if (a === 0 || b === 0) return a + b;
    const key = `${a} ${b}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const isSame = one[a - 1] === other[b - 1];
    const isSwapped = a > 1 && b > 1 && one[a - 1] === other[b - 2] && one[a - 2] === other[b - 1];
    const least = Math.min(
      distance(a - 1, b) + 1,
      distance(a, b - 1) + 1,
      distance(a - 1, b - 1) + (isSame ? 0 : 1),
      isSwapped ? distance(a - 2, b - 2) + 1 : Infinity,
    );
    known.set(key, least);
    return least;
  };
  return distance(one.length, other.length);
}
