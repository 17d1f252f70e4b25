import type { ModelFamily } from "../options/model-family.js";
import type { ServedModel } from "./served-model.js";

/** Requests per second of endpoints that no table lists; the smallest listed figure for chat. */
const chatLimits = { qps: 2, itpm: 200_000, otpm: 20_000 } as const;
const windows: Partial<Record<ModelFamily, number>> = { gte: 8192, bge: 512, qwen: 32_768 };

/**
 * A pay-per-token endpoint of a model that no table describes, by its name and family.
 *
 * @param facts - in place of those of the family
 */
export function servedLike(endpoint: string, family: ModelFamily, facts: Partial<ServedModel> = {}): ServedModel {
  const modelName = endpoint.replace(/^databricks-/u, "");
  const window = windows[family];
  const chat = window === undefined;
  return {
    endpoint,
    family,
    task: chat ? "llm/v1/chat" : "llm/v1/embeddings",
    entityName: `system.ai.${modelName}`,
    modelName,
    displayName: modelName,
    responseModel: `${modelName}-2026`,
    contextTokens: window ?? 128_000,
    maxOutputTokens: chat ? 8192 : 0,
    defaultMaxTokens: chat ? 1000 : 0,
    limits: chat ? chatLimits : { qps: 150 },
    ...facts,
  };
}
