export * from "./embedder-conformance.js";
export * from "./recording-embedder.js";
export * from "./loader-conformance.js";
export * from "./document-faults.js";
export * from "./loader-input.js";
export * from "./document-index-conformance.js";
export * from "./index-samples.js";
