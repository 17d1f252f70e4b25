export * from "./estimate-tokenizer.js";
export * from "./word-piece.js";
