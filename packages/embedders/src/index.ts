export * from "./static-embedder.js";
export * from "./onnx-embedder.js";
