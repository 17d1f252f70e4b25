import type { Source } from "./model-limits.js";

/** The last page that gave requests per second and hour by model. Later pages give tokens per minute, by tier. */
export const requestLimits2025: Source = {
  from: "learn.microsoft.com/azure/databricks, Model Serving limits and regions",
  asOf: "2025-06",
};
