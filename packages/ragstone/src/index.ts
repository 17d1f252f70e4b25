export { openRagstone, type OpenOptions } from "./open-ragstone.js";
export type { AskOptions, IndexOptions, PutDocument, Ragstone, RagstoneView, SearchOptions } from "./ragstone.js";
export type { PlanReport, ShownChunks, ShownPassage, StatusReport } from "./reports.js";
export type { SearchMode } from "./answering/retrieve.js";
export { listModels, type ListedChatModel, type ListedEmbeddingModel, type ListedModel, type ModelList } from "./models/list-models.js";
export type { Refreshment } from "./pipeline/refresh-index.js";
export { InterruptedError } from "./pipeline/interrupted-error.js";
export { verifyAnswer } from "@ragstone/chain";
export * from "@ragstone/core";
