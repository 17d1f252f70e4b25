import type { Source, TokenLimits } from "./model-limits.js";

/** The last page that gave requests per second and hour by model. Later pages give tokens per minute, by tier. */
export const requestLimits2025: Source = {
  from: "learn.microsoft.com/azure/databricks, Model Serving limits and regions",
  asOf: "2025-06",
};

const tokenLimitsSource: Source = {
  from: "docs.databricks.com, Foundation Model APIs limits and quotas (higher by tier)",
  asOf: "2026-09",
};

/** Claude, GPT-5 and Gemini. */
export const partnerTokenLimits2026: TokenLimits = {
  inputTokensPerMinute: 200_000,
  outputTokensPerMinute: 20_000,
  source: tokenLimitsSource,
};

/** Models with open weights: Llama, Gemma, Qwen, GPT OSS. The Enterprise tier has 1,000,000 and 100,000. */
export const openTokenLimits2026: TokenLimits = {
  inputTokensPerMinute: 200_000,
  outputTokensPerMinute: 10_000,
  source: tokenLimitsSource,
};
