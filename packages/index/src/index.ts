export * from "./chunk-id.js";
export * from "./open-index.js";
export { readManifest } from "./read-manifest.js";
export * from "./vector-key.js";
