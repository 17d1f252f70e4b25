export * from "./chunk-id.js";
export * from "./open-index.js";
export { readManifest } from "./read-manifest.js";
export * from "./vector-key.js";
export * from "./doctor/check-index.js";
export * from "./doctor/index-check.js";
export * from "./doctor/repair-index.js";
export * from "./migration/begin-migration.js";
export * from "./migration/index-migration.js";
