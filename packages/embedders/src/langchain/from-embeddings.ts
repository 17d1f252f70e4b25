import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { type Embedder, type EmbedFailure, EmbedTextError, InvalidOptionError, RemoteError } from "@ragstone/core";
import { unitVector } from "../static/static-sum.js";
import { embedAll } from "./embed-all.js";
import type { EmbeddingsFacts } from "./embeddings-facts.js";

/**
 * Makes an embedder of any LangChain embeddings.
 *
 * Empty texts are not sent; texts above the window are `text-too-long` failures and not sent either. When the service
 * refuses a batch for its content (400, 413, 422), the batch is halved down to the texts at fault; any other error ends
 * the call. LangChain has no way to stop a request, so an abort drops its result. Vectors have length 1.
 *
 * @throws {@link InvalidOptionError} if `dimensions` or `windowTokens` is not a whole number above 0
 * @throws {@link RemoteError} from `embed`: `service-failed` with the service's error as cause, `response-invalid` when
 * it gives another number of vectors or dimensions
 */
export function fromEmbeddings(embeddings: EmbeddingsInterface, facts: EmbeddingsFacts): Embedder {
  const {
    model,
    revision = "remote",
    dimensions,
    windowTokens,
    tokenizer,
    normalised = false,
    queryInstruction = null,
    maxBatch = 64,
    concurrency = 4,
    usdPerMillionTokens = null,
  } = facts;
  for (const [name, value] of Object.entries({ dimensions, windowTokens, maxBatch, concurrency })) {
    if (!(Number.isInteger(value) && value > 0)) throw new InvalidOptionError(name, value, "a whole number above 0");
  }
  return {
    fingerprint: { model, revision, dimensions, normalised: true, queryInstruction, tokenizer: tokenizer.name },
    dimensions,
    windowTokens,
    maxBatch,
    concurrency,
    normalised: true,
    queryInstruction,
    tokenizer,
    usdPerMillionTokens,
    async embed(texts, { kind, signal }) {
      signal?.throwIfAborted();
      const vectors: (Float32Array | null)[] = texts.map(() => null);
      const prefix = kind === "query" ? (queryInstruction ?? "") : "";
      const { wanted, failures, tokens } = collectTexts(texts, prefix, facts);
      for (let start = 0; start < wanted.length; start += maxBatch) {
        const batch = wanted.slice(start, start + maxBatch);
        const results = await embedAll(
          embeddings,
          batch.map(({ text }) => text),
          { kind, model, signal },
        );
        for (const [position, { index }] of batch.entries()) {
          const result = checked(results[position]!, facts);
          if (result instanceof EmbedTextError) failures.push({ index, error: result });
          else vectors[index] = normalised ? Float32Array.from(result) : unitVector(Float64Array.from(result));
        }
      }
      return { vectors, failures: failures.sort((a, b) => a.index - b.index), tokens };
    },
  };
}

interface CollectedTexts {
  /** Texts to send, with their positions. */
  readonly wanted: readonly { readonly index: number; readonly text: string }[];
  /** Texts above the window. */
  readonly failures: EmbedFailure[];
  readonly tokens: number;
}

function collectTexts(
  texts: readonly string[],
  prefix: string,
  { model, tokenizer, windowTokens }: EmbeddingsFacts,
): CollectedTexts {
  const wanted: { readonly index: number; readonly text: string }[] = [];
  const failures: EmbedFailure[] = [];
  let tokens = 0;
  for (const [index, text] of texts.entries()) {
    if (text.trim() === "") continue;
    const input = prefix + text;
    const count = tokenizer.count(input) + tokenizer.specialTokens;
    if (count > windowTokens) {
      const message = `A text of ${count} tokens does not fit the window of ${model}, ${windowTokens}.`;
      failures.push({ index, error: new EmbedTextError("text-too-long", message, { tokens: count, windowTokens }) });
      continue;
    }
    tokens += count;
    wanted.push({ index, text: input });
  }
  return { wanted, failures, tokens };
}

/**
 * The vector unchanged, or the error for its invalid numbers; an unexpected number of dimensions is a configuration
 * error.
 */
function checked(
  result: readonly number[] | EmbedTextError,
  { model, dimensions }: EmbeddingsFacts,
): readonly number[] | EmbedTextError {
  if (result instanceof EmbedTextError) return result;
  if (result.length !== dimensions) throw wrongDimensions(model, result.length, dimensions);
  return result.every(Number.isFinite)
    ? result
    : new EmbedTextError("text-rejected", `${model} gave numbers that are not finite for a text.`);
}

function wrongDimensions(model: string, actual: number, expected: number): RemoteError {
  return new RemoteError("response-invalid", `${model} gave a vector of ${actual} dimensions; expected ${expected}.`, {
    hint: `Set dimensions to ${actual} and index again, or use the model that the index was made with.`,
  });
}
