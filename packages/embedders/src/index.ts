export * from "./static/static-embedder.js";
export * from "./onnx/onnx-embedder-options.js";
export * from "./onnx/onnx-embedder.js";
export { findOnnxRuntime } from "./onnx/runtime.js";
export * from "./minilm/add-minilm.js";
export { findMinilm, type FindMinilmOptions } from "./minilm/find-minilm.js";
export { minilmEmbedder } from "./minilm/minilm-embedder.js";
export * from "./static/static-words.js";
