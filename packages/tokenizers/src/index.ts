export * from "./estimate-tokenizer.js";
export * from "./tokenizer-from-json.js";
export * from "./word-piece.js";
