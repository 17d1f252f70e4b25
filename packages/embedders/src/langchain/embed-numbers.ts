import type { Embedder, EmbedOptions } from "@ragstone/core";

/** Vectors as LangChain wants them: number lists, all or an error. A text without a dense result is all zeros. */
export async function embedNumbers(
  embedder: Embedder,
  texts: readonly string[],
  kind: EmbedOptions["kind"],
): Promise<number[][]> {
  const numbers: number[][] = [];
  for (let start = 0; start < texts.length; start += embedder.maxBatch) {
    const { vectors, failures } = await embedder.embed(texts.slice(start, start + embedder.maxBatch), { kind });
    if (failures.length > 0) throw failures[0]!.error;
    for (const vector of vectors) numbers.push(Array.from(vector ?? new Float32Array(embedder.dimensions)));
  }
  return numbers;
}
