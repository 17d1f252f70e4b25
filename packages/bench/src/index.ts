export * from "./bench-report.js";
