import type { ModelFamily } from "../options/model-family.js";
import type { RateLimits } from "../options/rate-limits.js";

/** The stand-in's facts about one foundation model. */
export interface ServedModel {
  /** Name of the pay-per-token endpoint. */
  readonly endpoint: string;
  readonly family: ModelFamily;
  readonly task: "llm/v1/chat" | "llm/v1/embeddings";
  /** Unity Catalog entity, `system.ai.…`. */
  readonly entityName: string;
  /** `served_entities[0].foundation_model.name`. */
  readonly modelName: string;
  readonly displayName: string;
  /** The value of `model` in answers; never the endpoint's name. */
  readonly responseModel: string;
  /** Prompt and answer together, or the window of one embedding input. */
  readonly contextTokens: number;
  /** Largest `max_tokens`; 0 for embedding models. */
  readonly maxOutputTokens: number;
  /** Used when a request gives no `max_tokens`; 0 for embedding models. */
  readonly defaultMaxTokens: number;
  /** Refuses every temperature but its own. @defaultValue false */
  readonly fixedTemperature?: boolean;
  /** Takes `max_completion_tokens` as the quirk of that name allows. @defaultValue false */
  readonly completionTokens?: boolean;
  /** Refuses a budget for thinking. @defaultValue false */
  readonly noThinkingBudget?: boolean;
  /** Accepts `stream_options`, and has usage in an extra chunk, as the partners' endpoints do. @defaultValue false */
  readonly streamOptions?: boolean;
  /** Documented limits of the pay-per-token endpoint. */
  readonly limits: RateLimits;
}
