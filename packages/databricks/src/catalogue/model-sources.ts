import type { Source } from "./model-limits.js";

/** Windows, dimensions, normalization and contexts of the models of May 2025. */
export const modelPage2025: Source = {
  from: "docs.databricks.com, Databricks-hosted foundation models available in Foundation Model APIs",
  asOf: "2025-05",
};

/** Names and windows of later models. */
export const modelPage2026: Source = {
  from: "learn.microsoft.com/azure/databricks, Databricks-hosted foundation models; github databricks-solutions/ai-dev-kit",
  asOf: "2026",
};

/** Endpoint names, windows and output caps of the later models. */
export const modelData2026: Source = { from: "github truefoundry/models, providers/databricks", asOf: "2026" };
