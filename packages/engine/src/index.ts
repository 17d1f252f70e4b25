export { openRagstone } from "./library/open-ragstone.js";
export type { Consent, ConsentRequest } from "./api/consent.js";
export type { OpenOptions } from "./api/open-options.js";
export type {
  AskOptions,
  CallOptions,
  DoctorOptions,
  DocumentsOptions,
  MigrateOptions,
  PutDocument,
  Ragstone,
  RagstoneView,
  ScopeOptions,
  SearchHits,
  SearchOptions,
  VerifyTextOptions,
} from "./api/ragstone.js";
export type { ShowOptions } from "./api/show-options.js";
export { copyIndex, type CopyOptions } from "./pipeline/copy-index.js";
export type {
  CopyReport,
  DoctorReport,
  MigrationReport,
  PlanReport,
  ShownChunks,
  ShownPassage,
  StatusReport,
} from "./api/reports.js";
export type { IndexOptions, RunOptions } from "./api/index-options.js";
export type { SearchMode } from "./api/search-mode.js";
export { addModel, type AddModelOptions, type AddModelReport } from "./models/add-model.js";
export { listModels, type ListModelsOptions } from "./models/list-models.js";
export type { ModelList } from "./models/provider-registry.js";
export type { AbsentFolder } from "./api/absent-folder.js";
export type { SyncedPlace } from "./location/synced-place.js";
export type { FolderState } from "./location/folder-state.js";
export type { Refreshment, RefreshOptions } from "./api/refresh.js";
export { InterruptedError } from "@ragstone/core";
export type { VerifyReport } from "./api/verify-report.js";
export type { Watch, WatchOptions } from "./api/watch.js";
export type { VerifiedText } from "@ragstone/chain";
