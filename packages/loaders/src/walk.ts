/** Walking and reading without any parser, for callers that must start quickly. */
export { walkFolder } from "./walk/walk-folder.js";
export type {
  AssignedPrincipals,
  RemoteOrigin,
  WalkedFile,
  WalkEntry,
  WalkFailed,
  WalkIgnored,
} from "./walk/walk-entry.js";
export type { WalkOptions } from "./walk/walk-options.js";
export { syncedFolder, type SyncService } from "./walk/synced-folder.js";
export type { ReadFile } from "./read/read-file.js";
export { readWalkedFile } from "./read/read-walked-file.js";
