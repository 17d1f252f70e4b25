import type { OnEvent } from "@ragstone/core";

/** Options of a local reranker. */
export interface OnnxRerankerOptions {
  /**
   * Folder of a cross-encoder or of a sentence encoder: `config.json`, `tokenizer.json` and `onnx/model_quantized.onnx`
   * or `onnx/model.onnx`.
   */
  readonly dir: string;
  /** The reranker's name. @defaultValue `onnx:` and the folder's name */
  readonly name?: string;
  /** Processor threads of one inference. @defaultValue the runtime's choice, usually every core */
  readonly threads?: number;
  /** Receives notices: of a query that was shortened, of passages that could not be compared. */
  readonly onEvent?: OnEvent | undefined;
}
