import type { Pooling } from "./pool.js";

export interface OnnxEmbedderOptions {
  /** Folder with `config.json`, `tokenizer.json` and `onnx/model_quantized.onnx` or `onnx/model.onnx`. */
  readonly dir: string;
  /** @defaultValue the pooling of `1_Pooling/config.json`, else `mean` */
  readonly pooling?: Pooling;
  /** The model's name in the fingerprint. @defaultValue `onnx:` and the folder's name */
  readonly name?: string;
  /**
   * Put before queries, as the model's card says; counted in the window.
   * @defaultValue the query prompt of `config_sentence_transformers.json`, else null
   */
  readonly queryInstruction?: string | null;
  /** Processor threads of one inference. @defaultValue the runtime's choice, usually every core */
  readonly threads?: number;
}
