export * from "./langchain/embeddings-facts.js";
export * from "./langchain/from-embeddings.js";
export * from "./langchain/static-en-embeddings.js";
export * from "./langchain/to-embeddings.js";
