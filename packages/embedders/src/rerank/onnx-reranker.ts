import type { Reranker } from "@ragstone/core";
import type { OnnxRerankerOptions } from "./onnx-reranker-options.js";

/**
 * A local transformer as a reranker, offline, in a dedicated thread, on `onnxruntime-node` or `onnxruntime-web`.
 *
 * A cross-encoder (ms-marco-MiniLM, bge-reranker, jina-reranker and others with the architecture
 * `…ForSequenceClassification`) reads query and passage together; its score is the sigmoid of its logit. A passage that
 * doesn't fit its window is read in several, and its best one counts. A sentence encoder compares the vectors of
 * query and passage, and their similarity is combined with the score of the search.
 *
 * @throws {@link RagstoneError} `model-missing`, `model-damaged`, `model-unsupported` or `tokenizer-unreadable` for the
 * folder, `dependency-missing` without a runtime
 * @example
 * ```ts
 * const reranker = await onnxReranker({ dir: "./models/ms-marco-MiniLM-L6-v2" });
 * const rag = await openRagstone({ folder: "./docs", reranker });
 * ```
 */
export async function onnxReranker(options: OnnxRerankerOptions): Promise<Reranker> {
  // Apart, so that the built-in embedder's users do not load it.
  const { openOnnxReranker } = await import("./open-onnx-reranker.js");
  return openOnnxReranker(options);
}
