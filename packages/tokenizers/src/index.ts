export * from "./word-piece.js";
