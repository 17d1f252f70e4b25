export * from "./windows/create-chunker.js";
export * from "./windows/presets.js";
