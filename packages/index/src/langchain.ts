export * from "./langchain/ragstone-retriever.js";
export * from "./langchain/ragstone-vector-store.js";
