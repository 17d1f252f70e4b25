import { fuseScores, type Embedder } from "@ragstone/core";

/** A searchable list of texts: `search` gives positions, best first. */
export interface HybridSearch {
  search(query: string, k: number): Promise<readonly number[]>;
}

// Robertson et al., TREC-3 (1994); k1 0.9 and b 0.4 as in the published figures for BM25 on the collections of `pnpm
// eval retrieval`.
const k1 = 0.9;
const b = 0.4;

/**
 * Every text scored by BM25 over its words and by the embedder, fused by {@link fuseScores}: a plain scan, for a few
 * thousand texts.
 */
export async function hybridSearch(texts: readonly string[], embedder: Embedder): Promise<HybridSearch> {
  const { vectors } = await embedder.embed(texts, { kind: "passage" });
  const documents = texts.map((text) => {
    const counts = new Map<string, number>();
    for (const word of words(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  });
  const lengths = documents.map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0));
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const frequency = new Map<string, number>();
  for (const counts of documents) for (const word of counts.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);

  return {
    async search(query, k) {
      const [vector] = (await embedder.embed([query], { kind: "query" })).vectors;
      const terms = [...new Set(words(query))];
      const candidates = documents.map((counts, index) => {
        let text = 0;
        for (const term of terms) {
          const count = counts.get(term) ?? 0;
          const seen = frequency.get(term) ?? 0;
          if (count > 0)
            text +=
              (Math.log(1 + (documents.length - seen + 0.5) / (seen + 0.5)) * count * (k1 + 1)) /
              (count + k1 * (1 - b + (b * lengths[index]!) / meanLength));
        }
        return {
          id: String(index).padStart(8, "0"),
          scores: { text, vector: cosine(vector ?? null, vectors[index] ?? null) },
        };
      });
      return fuseScores(candidates)
        .slice(0, k)
        .map(({ candidate }) => Number(candidate.id));
    },
  };
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Of unit vectors. */
function cosine(a: Float32Array | null, other: Float32Array | null): number | null {
  if (a === null || other === null) return null;
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * other[index]!;
  return sum;
}
