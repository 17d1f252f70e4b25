export * from "./measure/bench-report.js";
