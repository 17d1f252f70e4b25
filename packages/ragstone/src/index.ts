export { openRagstone, type OpenOptions } from "./open-ragstone.js";
export type {
  AskOptions,
  DoctorOptions,
  MigrateOptions,
  PutDocument,
  PutOptions,
  Ragstone,
  RagstoneView,
  ScopeOptions,
  SearchOptions,
} from "./ragstone.js";
export type { DoctorReport, MigrationReport, PlanReport, ShownChunks, ShownPassage, StatusReport } from "./reports.js";
export type { IndexOptions, RunOptions } from "./pipeline/index-options.js";
export type { SearchMode } from "./answering/retrieve.js";
export {
  listModels,
  type ListedChatModel,
  type ListedEmbeddingModel,
  type ListedModel,
  type ModelList,
} from "./models/list-models.js";
export type { AbsentFolder } from "./pipeline/absent-folder.js";
export type { SyncedPlace } from "./location/synced-place.js";
export type { FolderState } from "./location/folder-state.js";
export type { Refreshment, RefreshOptions } from "./pipeline/refresh-index.js";
export { InterruptedError } from "./pipeline/interrupted-error.js";
export { verifyAnswer } from "@ragstone/verify";
export type { VerifyReport } from "./showing/verify-saved.js";
export type { Watch, WatchOptions } from "./pipeline/watch-folder.js";
export * from "@ragstone/core";
