export * from "./langchain/ragstone-text-splitter.js";
