export { localIndex, type LocalIndexOptions } from "./provider/local-index.js";
export { readIndexSettings, settingsFile, writeIndexSettings } from "./provider/index-settings.js";
export { sha256 } from "./store/sha256.js";
export { writeAtomically } from "./provider/write-atomically.js";
