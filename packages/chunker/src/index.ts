export * from "./create-chunker.js";
export * from "./presets.js";
