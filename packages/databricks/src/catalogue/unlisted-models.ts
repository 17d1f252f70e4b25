import type { ChatDialect, ChatModel, EmbeddingModel } from "./catalogue-model.js";
import type { SpecParameters } from "./spec-parameters.js";

const noSource = { from: "safe defaults: the catalogue does not know this model", asOf: "" };
const unlisted = {
  servedNames: [],
  limits: {},
  limitsSource: null,
  tokenLimits: null,
  source: noSource,
  licence: "unknown",
  acceptableUse: "",
  retirement: null,
} as const;

/**
 * Context and longest answer to assume: small enough for every model of a family that is likely to be served. Judgements;
 * Claude has had 200,000 since version 2.1.
 */
const sizes: Readonly<Record<ChatDialect, { readonly contextTokens: number; readonly maxOutputTokens: number }>> = {
  openai: { contextTokens: 16_384, maxOutputTokens: 4096 },
  claude: { contextTokens: 200_000, maxOutputTokens: 8192 },
  llama: { contextTokens: 16_384, maxOutputTokens: 4096 },
  "llama-4": { contextTokens: 16_384, maxOutputTokens: 4096 },
};

/** The forms of requests that a spec may name as its family. */
export const dialects = Object.keys(sizes) as readonly ChatDialect[];

/** The window of the smallest usual encoders. */
const windowTokens = 512;

/** A chat model that the catalogue does not have, with safe sizes. */
export function unlistedChatModel(endpoint: string, dialect: ChatDialect): ChatModel {
  return {
    ...unlisted,
    kind: "chat",
    name: endpoint,
    endpoint,
    title: endpoint,
    dialect,
    ...sizes[dialect],
    thinking: dialect === "claude",
    notes: "Context and longest answer are assumed; ?context= and ?max= change them.",
  };
}

/** An embedding model that the catalogue does not have. */
export function unlistedEmbeddingModel(
  endpoint: string,
  { dimensions, window = windowTokens }: Pick<SpecParameters, "window"> & { readonly dimensions: number },
): EmbeddingModel {
  return {
    ...unlisted,
    kind: "embedding",
    name: endpoint,
    endpoint,
    title: endpoint,
    windowTokens: window,
    dimensions,
    endpointNormalises: false,
    normalise: true,
    tokenizer: "estimate",
    queryInstruction: null,
    revision: "remote",
    notes: "The window is assumed; ?window= changes it.",
  };
}

/** Embedding models of other providers that endpoints for external models often serve. */
export const externalEmbeddingModels: readonly EmbeddingModel[] = [
  external("text-embedding-3-small", 1536),
  external("text-embedding-3-large", 3072),
  external("text-embedding-ada-002", 1536),
];

function external(name: string, dimensions: number): EmbeddingModel {
  return {
    ...unlistedEmbeddingModel(name, { dimensions, window: 8191 }),
    source: { from: "platform.openai.com, embedding models", asOf: "2025" },
    licence: "Proprietary (OpenAI)",
    acceptableUse: "https://openai.com/policies/usage-policies/",
    notes: "",
  };
}

/** The form of requests that a model's name suggests. */
export function dialectOf(name: string): ChatDialect {
  if (/claude|anthropic/iu.test(name)) return "claude";
  if (/llama[-_ ]?v?4(?!\d)/iu.test(name)) return "llama-4";
  return /llama/iu.test(name) ? "llama" : "openai";
}
