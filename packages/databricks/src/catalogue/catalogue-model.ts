import type { ModelLimits, Source } from "./model-limits.js";

/**
 * The request dialect of an endpoint: the fields that it supports and the ones it refuses. `openai` is the plain form
 * for models that are neither.
 */
export type ChatDialect = "llama" | "llama-4" | "claude" | "openai";

/** The end of a model on pay-per-token endpoints. */
export interface Retirement {
  /** When pay-per-token access ends or ended. */
  readonly date: string;
  /** Short name of the catalogue model to use instead. */
  readonly replacement: string;
  readonly source: string;
}

/** Facts common to every model, whatever its task. */
interface ModelFacts {
  /** Short name: `databricks:NAME` on the command line. Also the name of the family for `?family=`. */
  readonly name: string;
  /** Name of the pay-per-token endpoint. */
  readonly endpoint: string;
  readonly title: string;
  /** Names under which endpoint objects mention the model, lower case, every separator a hyphen. */
  readonly servedNames: readonly string[];
  readonly limits: ModelLimits;
  readonly limitsSource: Source | null;
  readonly licence: string;
  /** Terms and acceptable use, as text with links. */
  readonly acceptableUse: string;
  /** Regions, previews and other remarks worth reading before use. */
  readonly notes: string;
  readonly retirement: Retirement | null;
}

/** A model that turns texts into vectors. */
export interface EmbeddingModel extends ModelFacts {
  readonly kind: "embedding";
  /** Tokens of one input, `[CLS]`, `[SEP]` and instruction included. */
  readonly windowTokens: number;
  readonly dimensions: number;
  /** Whether the endpoint itself returns vectors of length 1. The embedder's always are. */
  readonly endpointNormalises: boolean;
  /** Put before queries, never before passages; `null` for none. */
  readonly queryInstruction: string | null;
  /** Of the weights: part of the fingerprint. */
  readonly revision: string;
}

/** A model that answers. */
export interface ChatModel extends ModelFacts {
  readonly kind: "chat";
  readonly dialect: ChatDialect;
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** Most that `max_tokens` may ask for. */
  readonly maxOutputTokens: number;
  /** Whether it can think before it answers, with a budget. */
  readonly thinking: boolean;
}

/** Everything known of one model. Adding a model to Ragstone is adding one of these. */
export type CatalogueModel = EmbeddingModel | ChatModel;
