export * from "./store/has-older-format.js";
export * from "./store/sha256.js";
export * from "./local/open-index.js";
export { readManifest } from "./store/read-manifest.js";
export * from "./doctor/check-index.js";
export * from "./doctor/repair-index.js";
export * from "./migration/begin-migration.js";
export * from "./provider/local-index.js";
