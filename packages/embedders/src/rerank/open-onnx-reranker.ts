import { basename, resolve } from "node:path";
import type { Reranker } from "@ragstone/core";
import { readModelFolder } from "../onnx/model-folder.js";
import { onnxEmbedder } from "../onnx/onnx-embedder.js";
import { openCrossEncoder } from "./cross-encoder.js";
import { encoderReranker } from "./encoder-reranker.js";
import type { OnnxRerankerOptions } from "./onnx-reranker-options.js";

/** Implements `onnxReranker`. */
export async function openOnnxReranker(options: OnnxRerankerOptions): Promise<Reranker> {
  const named = { name: `onnx:${basename(resolve(options.dir))}`, ...options };
  const folder = await readModelFolder(options.dir);
  return folder.kind === "cross-encoder"
    ? openCrossEncoder(folder, named)
    : encoderReranker(await onnxEmbedder(named), named);
}
