import type { ModelLimits, Source, TokenLimits } from "./model-limits.js";

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
  /** Where the facts of this row come from, and their date. */
  readonly source: Source;
  /** Requests are paced by these. */
  readonly limits: ModelLimits;
  readonly limitsSource: Source | null;
  /** Published tokens per minute. They differ by tier, so that they are listed; refusals teach the actual ones. */
  readonly tokenLimits: TokenLimits | null;
  readonly licence: string;
  /** Terms and acceptable use, as text with links. */
  readonly acceptableUse: string;
  /** Remarks for users worth reading before use: regions, previews. Empty if there are none. */
  readonly notes: string;
  readonly retirement: Retirement | null;
}

/** A model that turns texts into vectors. */
export interface EmbeddingModel extends ModelFacts {
  readonly kind: "embedding";
  /** Tokens of one input, `[CLS]`, `[SEP]` and instruction included. */
  readonly windowTokens: number;
  readonly dimensions: number;
  /** Whether the endpoint itself returns vectors of length 1. */
  readonly endpointNormalises: boolean;
  /** Whether the embedder brings vectors to length 1; `false` keeps them as the endpoint returns them. */
  readonly normalise: boolean;
  /** How texts are measured: exactly by BERT's WordPiece, or by a high estimate where the vocabulary is not available. */
  readonly tokenizer: "word-piece" | "estimate";
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
