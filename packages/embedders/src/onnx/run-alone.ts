import { EmbedTextError, isRagstoneError, type RagstoneError } from "@ragstone/core";
import type { ModelInput } from "./model-input.js";
import type { OnnxSession } from "./session.js";

/**
 * The vector of one input, or why it has none.
 *
 * @throws {@link RagstoneError} `model-unsupported` or `model-closed`: no input would go through
 */
export async function runAlone(session: OnnxSession, input: ModelInput): Promise<Float32Array | RagstoneError> {
  try {
    const [vector] = await session.run([input]);
    return vector ?? new EmbedTextError("text-rejected", "The model gave no usable numbers for a text.");
  } catch (error) {
    if (isRagstoneError(error) && (error.code === "model-unsupported" || error.code === "model-closed")) throw error;
    return new EmbedTextError("text-rejected", "The model failed on a text.", { cause: error });
  }
}
