export * from "./static-embedder.js";
export * from "./onnx/onnx-embedder-options.js";
export * from "./onnx-embedder.js";
