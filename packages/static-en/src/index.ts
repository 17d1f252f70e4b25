export * from "./damaged-table-error.js";
export * from "./read-static-table.js";
export * from "./static-config.js";
