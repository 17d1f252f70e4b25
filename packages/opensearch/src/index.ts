export { openIndexProvider, openSearchIndex } from "./provider/opensearch-index.js";
export type { OpenSearchIndexOptions } from "./provider/opensearch-index.js";
