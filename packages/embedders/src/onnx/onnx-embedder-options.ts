import type { Pooling } from "./pool.js";

export interface OnnxEmbedderOptions {
  /** Folder with `config.json`, `tokenizer.json` and `onnx/model_quantized.onnx` or `onnx/model.onnx`. */
  readonly dir: string;
  /** @defaultValue the pooling of `1_Pooling/config.json`, else `mean` */
  readonly pooling?: Pooling;
  /** Put before queries, as the model's card says; counted in the window. @defaultValue null */
  readonly queryInstruction?: string | null;
  /** Processor threads of one inference. @defaultValue the runtime's choice, usually every core */
  readonly threads?: number;
}
