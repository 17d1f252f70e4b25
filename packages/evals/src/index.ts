export * from "./tables/format-table.js";
export * from "./retrieval/eval-retrieval.js";
export * from "./answers/eval-answers.js";
export * from "./recorded/eval-recorded.js";
export * from "./claims/eval-claims.js";
