import type { ChatModel } from "./catalogue-model.js";
import { openTokenLimits2026, requestLimits2025 } from "./limit-sources.js";
import { modelPage2025 } from "./model-sources.js";

/**
 * 8192: "max_tokens (10000) cannot exceed 8192", answered by a served Llama (github databricks/databricks-sdk-go issue
 * 1183). Third-party lists that say 128,000 repeat the context.
 */
const llamaMaxOutputTokens = 8192;

export const llamaModels: readonly ChatModel[] = [
  {
    kind: "chat",
    name: "llama-4-maverick",
    endpoint: "databricks-llama-4-maverick",
    title: "Llama 4 Maverick",
    servedNames: ["llama-4-maverick", "llama-4-maverick-17b-128e-instruct", "meta-llama-4-maverick"],
    dialect: "llama-4",
    contextTokens: 128_000,
    maxOutputTokens: llamaMaxOutputTokens,
    thinking: false,
    limits: { queriesPerSecond: 4, queriesPerHour: 2400 },
    limitsSource: requestLimits2025,
    tokenLimits: openTokenLimits2026,
    source: modelPage2025,
    licence: "Llama 4 Community License",
    acceptableUse: "https://www.llama.com/llama4/use-policy/ (terms: https://www.llama.com/llama4/license/)",
    notes: "Text only on Databricks. Reported to invent tool names in agent loops (databricks-ai-bridge test suite).",
    retirement: null,
  },
  {
    kind: "chat",
    name: "meta-llama-3-3-70b-instruct",
    endpoint: "databricks-meta-llama-3-3-70b-instruct",
    title: "Llama 3.3 70B Instruct",
    servedNames: [
      "meta-llama-3-3-70b-instruct",
      "meta-llama-v3-3-70b-instruct",
      "llama-3-3-70b-instruct",
      "llama-v3-3-70b-instruct",
    ],
    dialect: "llama",
    contextTokens: 128_000,
    maxOutputTokens: llamaMaxOutputTokens,
    thinking: false,
    limits: { queriesPerSecond: 4, queriesPerHour: 2400 },
    limitsSource: requestLimits2025,
    tokenLimits: openTokenLimits2026,
    source: modelPage2025,
    licence: "Llama 3.3 Community License",
    acceptableUse: "https://www.llama.com/llama3_3/use-policy/ (terms: https://www.llama.com/llama3_3/license/)",
    notes: "Pay per token in US and EU regions; elsewhere check the region table of Model Serving.",
    retirement: null,
  },
  {
    kind: "chat",
    name: "meta-llama-3-1-405b-instruct",
    endpoint: "databricks-meta-llama-3-1-405b-instruct",
    title: "Llama 3.1 405B Instruct",
    servedNames: [
      "meta-llama-3-1-405b-instruct",
      "meta-llama-v3-1-405b-instruct",
      "llama-3-1-405b-instruct",
      "llama-v3-1-405b-instruct",
    ],
    dialect: "llama",
    contextTokens: 128_000,
    maxOutputTokens: llamaMaxOutputTokens,
    thinking: false,
    limits: { queriesPerSecond: 1, queriesPerHour: 1200 },
    limitsSource: requestLimits2025,
    tokenLimits: openTokenLimits2026,
    source: modelPage2025,
    licence: "Llama 3.1 Community License",
    acceptableUse: "https://www.llama.com/llama3_1/use-policy/ (terms: https://www.llama.com/llama3_1/license/)",
    notes: "Public Preview, US regions only. Ask the Databricks account team about endpoint failures.",
    retirement: {
      date: "2026-02-15",
      replacement: "meta-llama-3-3-70b-instruct",
      source:
        "docs.databricks.com, Foundation Model APIs limits (2026-02-15 pay per token, " +
        "2026-05-15 provisioned throughput); the replacement is our choice",
    },
  },
  {
    kind: "chat",
    name: "meta-llama-3-1-8b-instruct",
    endpoint: "databricks-meta-llama-3-1-8b-instruct",
    title: "Llama 3.1 8B Instruct",
    servedNames: [
      "meta-llama-3-1-8b-instruct",
      "meta-llama-v3-1-8b-instruct",
      "llama-3-1-8b-instruct",
      "llama-v3-1-8b-instruct",
    ],
    dialect: "llama",
    contextTokens: 128_000,
    maxOutputTokens: llamaMaxOutputTokens,
    thinking: false,
    limits: { queriesPerSecond: 2 },
    limitsSource: requestLimits2025,
    tokenLimits: openTokenLimits2026,
    source: modelPage2025,
    licence: "Llama 3.1 Community License",
    acceptableUse: "https://www.llama.com/llama3_1/use-policy/ (terms: https://www.llama.com/llama3_1/license/)",
    notes: "Small and cheap; weak at following citation formats.",
    retirement: null,
  },
];
