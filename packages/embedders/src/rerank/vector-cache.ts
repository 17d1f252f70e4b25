import type { EmbedResult } from "@ragstone/core";

/** 384 numbers each make it 8 MB. */
const maxVectors = 5000;

type Embed = (texts: readonly string[], signal: AbortSignal | undefined) => Promise<EmbedResult>;

/**
 * Embeds texts and keeps the vectors of those that were used last. `null` for texts without a vector, which are tried
 * again.
 */
export function createVectorCache(
  embed: Embed,
): (texts: readonly string[], signal: AbortSignal | undefined) => Promise<ReadonlyMap<string, Float32Array | null>> {
  const kept = new Map<string, Float32Array>();
  return async (texts, signal) => {
    const wanted = [...new Set(texts)];
    const fresh = wanted.filter((text) => !kept.has(text));
    const { vectors } = fresh.length === 0 ? { vectors: [] } : await embed(fresh, signal);
    const made = new Map(fresh.map((text, at) => [text, vectors[at] ?? null]));
    const result = new Map(wanted.map((text) => [text, made.get(text) ?? kept.get(text) ?? null]));
    for (const [text, vector] of result) {
      kept.delete(text);
      if (vector !== null) kept.set(text, vector);
    }
    for (const text of kept.keys()) {
      if (kept.size <= maxVectors) break;
      kept.delete(text);
    }
    return result;
  };
}
