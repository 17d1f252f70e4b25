export * from "./words/analyzer.js";
export * from "./words/bm25.js";
export * from "./words/document-terms.js";
export * from "./words/function-words.js";
export * from "./words/holds-phrases.js";
export * from "./words/parse-query.js";
export * from "./words/query-terms.js";
export { stemmerOf } from "./words/stemmer-of.js";
