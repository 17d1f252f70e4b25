import { EmbedTextError, isRagstoneError, type RagstoneError } from "@ragstone/core";
import type { ModelInput } from "./model-input.js";
import type { OnnxSession } from "./session.js";

/**
 * One result for each input. A batch that fails is run again one by one, so that one input cannot fail the others.
 *
 * @throws {@link RagstoneError} `model-unsupported` or `model-closed`: no input would go through
 */
export async function runOrSplit(
  session: OnnxSession,
  batch: readonly ModelInput[],
): Promise<(Float32Array | RagstoneError)[]> {
  try {
    const vectors = await session.run(batch);
    return vectors.map(
      (vector) => vector ?? new EmbedTextError("text-rejected", "The model gave no usable numbers for a text."),
    );
  } catch (error) {
    if (isRagstoneError(error) && (error.code === "model-unsupported" || error.code === "model-closed")) throw error;
    if (batch.length === 1)
      return [new EmbedTextError("text-rejected", "The model failed on a text.", { cause: error })];
    const results: (Float32Array | RagstoneError)[] = [];
    for (const input of batch) results.push(...(await runOrSplit(session, [input])));
    return results;
  }
}
