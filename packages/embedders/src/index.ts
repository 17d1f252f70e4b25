export * from "./static/static-embedder.js";
export * from "./onnx/onnx-embedder-options.js";
export * from "./onnx/onnx-embedder.js";
