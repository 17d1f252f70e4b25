export * from "./embedder-conformance.js";
export * from "./recording-embedder.js";
