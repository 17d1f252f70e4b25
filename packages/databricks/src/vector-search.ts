export {
  openIndexProvider,
  vectorSearchIndex,
  type VectorSearchIndexOptions,
} from "./vector-search/vector-search-index.js";
