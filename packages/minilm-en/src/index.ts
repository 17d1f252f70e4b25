export * from "./minilm-dir.js";
