/**
 * USD for a million tokens. Databricks bills in DBU, whose price depends on cloud, region and contract: give your own
 * where they differ.
 */
export interface Price {
  readonly input: number;
  /** 0 for embeddings. */
  readonly output: number;
}

/**
 * {@link prices} was read on this date: github truefoundry/models, providers/databricks; databrickspricing.com (April
 * 2026) agrees where it lists a model.
 */
export const pricesAsOf = "2026-11-23";

/** List prices by the catalogue's short name. */
export const prices: Readonly<Record<string, Price>> = {
  "gte-large-en": { input: 0.13, output: 0 },
  "bge-large-en": { input: 0.1, output: 0 },
  "llama-4-maverick": { input: 0.5, output: 1.5 },
  "meta-llama-3-3-70b-instruct": { input: 0.5, output: 1.5 },
  "meta-llama-3-1-405b-instruct": { input: 5, output: 15 },
  "meta-llama-3-1-8b-instruct": { input: 0.15, output: 0.45 },
  "claude-3-7-sonnet": { input: 3, output: 15 },
  "claude-sonnet-4": { input: 3, output: 15 },
  "claude-sonnet-4-5": { input: 3, output: 15 },
  "claude-sonnet-4-6": { input: 3, output: 15 },
  "claude-opus-4-1": { input: 15, output: 75 },
  "claude-opus-4-5": { input: 5, output: 25 },
  "claude-opus-4-6": { input: 5, output: 25 },
  "claude-opus-4-7": { input: 5, output: 25 },
  "claude-sonnet-5": { input: 2, output: 10 },
  "claude-haiku-4-5": { input: 1, output: 5 },
  "gpt-5-5": { input: 5, output: 30 },
  "gpt-5-1": { input: 1.25, output: 10 },
  "gpt-5": { input: 1.25, output: 10 },
  "gpt-5-mini": { input: 0.25, output: 2 },
  "gpt-oss-120b": { input: 0.15, output: 0.6 },
  "gpt-oss-20b": { input: 0.07, output: 0.3 },
  "gemini-2-5-pro": { input: 1.25, output: 10 },
  "gemini-2-5-flash": { input: 0.3, output: 2.5 },
  "gemma-3-12b": { input: 0.15, output: 0.5 },
};
