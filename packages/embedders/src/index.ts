export * from "./static-embedder.js";
