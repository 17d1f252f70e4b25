import type { Embedder } from "@ragstone/core";
import type { OnnxEmbedderOptions } from "./onnx-embedder-options.js";

/**
 * A local transformer as an embedder, offline, in a dedicated thread. It runs on `onnxruntime-node` or
 * `onnxruntime-web`, whichever is installed; neither is a dependency.
 *
 * Vectors have length 1. A text above the window is a `text-too-long` failure, never cut. Each text has an inference of
 * its own, so that its vector depends on no other text. The graph's hash and the pooling are the revision, so an index
 * knows when the weights change. `close` frees the model.
 *
 * @throws {@link RagstoneError} `model-missing`, `model-damaged`, `model-unsupported` or `tokenizer-unreadable` for the
 * folder, `dependency-missing` without a runtime
 * @throws {@link InvalidOptionError} for another pooling or fewer than one thread
 * @example
 * ```ts
 * const embedder = await onnxEmbedder({ dir: "./models/all-MiniLM-L6-v2" });
 * const { vectors } = await embedder.embed(["How are keys rotated?"], { kind: "query" });
 * await embedder.close?.();
 * ```
 */
export async function onnxEmbedder(options: OnnxEmbedderOptions): Promise<Embedder> {
  // Apart, so that the built-in embedder's users do not load it.
  const { openOnnxEmbedder } = await import("./open-embedder.js");
  return openOnnxEmbedder(options);
}
