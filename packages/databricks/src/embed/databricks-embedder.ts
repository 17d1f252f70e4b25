import {
  type Embedder,
  InvalidOptionError,
  planBatches,
  retriableOnce,
  type EmbedFailure,
  type EmbedResult,
  isRagstoneError,
  type RagstoneError,
  type Tokenizer,
} from "@ragstone/core";
import { estimateTokenizer, wordPiece } from "@ragstone/tokenizers";
import pLimit, { type LimitFunction } from "p-limit";
import { findModel } from "../catalogue/find-model.js";
import type { ModelLimits } from "../catalogue/model-limits.js";
import { priceOf } from "../catalogue/price-of.js";
import type { ResolvedEmbeddingModel, ResolvedModel } from "../catalogue/resolved-model.js";
import { abandonOn } from "../requests/abandon-on.js";
import { createWorkspace } from "../workspace/create-workspace.js";
import type { CallOptions } from "./call-options.js";
import type { DatabricksEmbedderOptions } from "./embedder-options.js";
import { endpointWindow, type EndpointWindow } from "./endpoint-window.js";
import { embedBatch, tooLong, type BatchContext } from "./embed-batch.js";
import { requestEmbeddings } from "./embed-request.js";
import { estimateSeconds } from "./estimate-seconds.js";
import { normalise } from "./normalise.js";
import { unitVector } from "./unit-vector.js";
import type { PreparedText } from "./prepared-text.js";
import { prepareText } from "./prepare-text.js";
import { windowMemory } from "./window-memory.js";
import { countZeroVectors } from "./zero-vectors.js";

/** "The embedding model takes at most 150 inputs per request": Databricks' demo notebooks and course labs. */
const maxItems = 150;
/** 4 MB a request (docs.databricks.com, Model Serving limits), less room for the rest of the body. */
const maxBytes = 4_000_000 - 4096;
/**
 * Seconds that a request is taken to last when choosing how many to have in flight; a judgement, high so as to stay at
 * the limit.
 */
const assumedSeconds = 0.8;
const unlimitedConcurrency = 32;

type Transport = Parameters<typeof requestEmbeddings>[1];

/**
 * Embeds with GTE or BGE in a Databricks workspace, pay per token or provisioned. Vectors have length 1, even if the
 * endpoint does not normalize. Texts are measured with the model's own tokenizer before they are sent; a text that does
 * not fit or that the service rejects fails alone.
 *
 * Asks nothing until the first text: a wrong sign-in shows at the first `embed`.
 *
 * @throws {@link InvalidOptionError} when the model is unknown, or no embedding model
 * @example
 * const embedder = databricksEmbedder({ model: "gte-large-en" }); const { vectors } = await embedder.embed(["Keys are
 * rotated every ninety days."], { kind: "passage" });
 */
export function databricksEmbedder(options: DatabricksEmbedderOptions): Embedder {
  const resolved = embeddingModelOf(options.model);
  const { model } = resolved;
  const {
    workspace = createWorkspace(options),
    instruction: instructionMode = "prefix",
    encoding = "float",
    onEvent = workspace.onEvent,
  } = options;
  const tokenizer = options.tokenizer ?? tokenizerOf(resolved);
  const concurrency = concurrencyOf(options, workspace.limiter(resolved).limits);
  const inFlight = pLimit(concurrency);
  const transport = {
    workspace,
    resolved,
    caller: {},
    base64: encoding === "base64",
  };
  const window = windowOf(transport, tokenizer);
  const zeroVectors = countZeroVectors(resolved.endpoint);
  let itemsAtOnce = maxItems;

  return {
    ...factsOf(resolved, tokenizer),
    concurrency,
    usdPerMillionTokens: priceOf(resolved, workspace.prices)?.input ?? null,
    estimateSeconds: (texts, tokens) =>
      estimateSeconds({ requests: Math.ceil(texts / maxItems), tokens }, workspace.limiter(resolved).limits, {
        concurrency,
        assumedSeconds,
      }),
    async embed(texts, { kind, signal }) {
      signal?.throwIfAborted();
      await abandonOn(signal, window.ready());
      const prefix = kind === "query" ? model.queryInstruction : null;
      const { prepared, failures } = prepareTexts(texts, window.tokens, (index, text) =>
        prepareText(index, text, { prefix, asField: instructionMode === "field", tokenizer }),
      );
      const call = {
        instruction: prefix !== null && instructionMode === "field" ? prefix.trimEnd() : null,
        signal,
        onEvent,
      };
      const request = checkedRequest(transport, window, call);
      const results = new EmbedResults(resolved, texts.length, failures);
      const context = {
        request,
        probe: retriableOnce(async () => takesPlainText(request)),
        learnedMaxItems: (items: number) => {
          itemsAtOnce = Math.min(itemsAtOnce, items);
        },
        done: (text: PreparedText, result: Float32Array | RagstoneError) =>
          results.add(text, readWhole(text, result, window)),
      };
      const tasks = batchesOf(prepared, itemsAtOnce).map((batch) => () => embedBatch(batch, context));
      await abandonOn(signal, allUntilOneFails(tasks, inFlight, signal));
      zeroVectors.add(results, { kind, onEvent });
      return results.whole();
    },
  };
}

/** The vector of a text that the endpoint read to its end; the text is too long if only its start was read. */
function readWhole(
  text: PreparedText,
  result: Float32Array | RagstoneError,
  { tokens }: EndpointWindow,
): Float32Array | RagstoneError {
  const isCut = result instanceof Float32Array && text.tokens > tokens;
  return isCut ? tooLong(text, tokens, "the endpoint reads only its start") : result;
}

function windowOf(transport: Transport, { exact, specialTokens }: Tokenizer): EndpointWindow {
  const { workspace, resolved } = transport;
  return endpointWindow(workspace, resolved.endpoint, {
    windowTokens: resolved.model.windowTokens,
    specialTokens,
    exact,
    memory: windowMemory(workspace, resolved),
    usageOf: (words) => usageOf(words, transport),
  });
}

/** Sends a batch, and measures the endpoint's window where its answer is a reason to. */
function checkedRequest(transport: Transport, window: EndpointWindow, call: CallOptions): BatchContext["request"] {
  return async (batch) => {
    const answer = await requestEmbeddings(batch, transport, call);
    await window.check({ texts: batch, promptTokens: answer.promptTokens }, call);
    return answer;
  };
}

/** The tokens that an endpoint reports for a text of so many words of one token each. */
async function usageOf(words: number, transport: Transport): Promise<number | null> {
  const sent = Array.from({ length: words }, () => "word").join(" ");
  const text = { index: 0, sent, tokens: words + 2, bytes: sent.length };
  const call = { instruction: null, signal: undefined, onEvent: transport.workspace.onEvent };
  return (await requestEmbeddings([text], transport, call)).promptTokens;
}

/** Vectors and failures of the texts of one call, in whichever order they come. */
class EmbedResults {
  readonly #vectors: (Float32Array | null)[];
  readonly #failures: EmbedFailure[];
  readonly #resolved: ResolvedEmbeddingModel;
  #tokens = 0;
  /** Vectors that came, with those that have no direction. */
  received = 0;
  zeros = 0;

  constructor(resolved: ResolvedEmbeddingModel, count: number, failures: readonly EmbedFailure[]) {
    this.#resolved = resolved;
    this.#vectors = Array.from({ length: count }, () => null);
    this.#failures = [...failures];
  }

  add({ index, tokens }: PreparedText, result: Float32Array | RagstoneError): void {
    if (result instanceof Float32Array) {
      const vector = this.#resolved.model.normalise ? normalise(result) : unitVector(result, this.#resolved);
      this.#vectors[index] = vector;
      this.received += 1;
      if (vector === null) this.zeros += 1;
      this.#tokens += tokens;
    } else this.#failures.push({ index, error: result });
  }

  whole(): EmbedResult {
    const failures = this.#failures.sort((a, b) => a.index - b.index);
    return { vectors: this.#vectors, failures, tokens: this.#tokens };
  }
}

function tokenizerOf({ model }: ResolvedEmbeddingModel): Tokenizer {
  return model.tokenizer === "estimate" ? estimateTokenizer(model.name) : wordPiece({ specialTokens: 2 });
}

function factsOf({ spec, model }: ResolvedEmbeddingModel, tokenizer: Tokenizer) {
  const { revision, dimensions, windowTokens, queryInstruction } = model;
  return {
    fingerprint: {
      model: spec,
      revision,
      dimensions,
      normalised: true,
      queryInstruction,
      tokenizer: tokenizer.name,
    },
    dimensions,
    windowTokens,
    maxBatch: maxItems,
    normalised: true,
    queryInstruction,
    tokenizer,
  } as const satisfies Partial<Embedder>;
}

interface PreparedTexts {
  readonly prepared: readonly PreparedText[];
  /** Texts that are too long to be sent. */
  readonly failures: readonly EmbedFailure[];
}

function prepareTexts(
  texts: readonly string[],
  windowTokens: number,
  prepare: (index: number, text: string) => PreparedText,
): PreparedTexts {
  const prepared: PreparedText[] = [];
  const failures: EmbedFailure[] = [];
  for (const [index, text] of texts.entries()) {
    if (text.trim() === "") continue;
    const ready = prepare(index, text);
    if (ready.tokens > windowTokens) failures.push({ index, error: tooLong(ready, windowTokens, "it does not fit") });
    else if (ready.bytes > maxBytes)
      failures.push({ index, error: tooLong(ready, null, `it has ${ready.bytes} bytes, and a request 4 MB`) });
    else prepared.push(ready);
  }
  return { prepared, failures };
}

function batchesOf(prepared: readonly PreparedText[], maxItems: number): (readonly PreparedText[])[] {
  const bytes = prepared.map((text) => text.bytes);
  return planBatches(bytes, { maxItems, maxBytes }).map(({ start, end }) => prepared.slice(start, end));
}

/** Runs the tasks within the limit; after a failure or an abort none is started. */
async function allUntilOneFails(
  tasks: readonly (() => Promise<void>)[],
  limit: LimitFunction,
  signal: AbortSignal | undefined,
): Promise<void> {
  let lost = false;
  const runUnlessLost = async (task: () => Promise<void>) => {
    if (lost || signal?.aborted === true) return;
    try {
      await task();
    } catch (error) {
      lost = true;
      throw error;
    }
  };
  await Promise.all(tasks.map((task) => limit(() => runUnlessLost(task))));
}

function embeddingModelOf(given: string | ResolvedModel): ResolvedEmbeddingModel {
  const resolved = typeof given === "string" ? findModel(given) : given;
  if (resolved === null) {
    throw new InvalidOptionError(
      "model",
      given,
      "a model of the catalogue, or an endpoint with its facts",
      "Ask the workspace with lookUpModel(), or add the endpoint's facts, such as ?dimensions=768&window=512.",
    );
  }
  const { model } = resolved;
  if (model.kind !== "embedding")
    throw new InvalidOptionError(
      "model",
      resolved.spec,
      "an embedding model such as databricks:gte-large-en",
      `${model.title} is a chat model: it writes answers and has no vectors.`,
    );
  return { ...resolved, model };
}

function concurrencyOf({ concurrency }: DatabricksEmbedderOptions, { queriesPerSecond }: ModelLimits): number {
  if (concurrency === undefined)
    return queriesPerSecond === undefined
      ? unlimitedConcurrency
      : Math.max(4, Math.min(128, Math.ceil(queriesPerSecond * assumedSeconds)));
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new InvalidOptionError("concurrency", concurrency, "a whole number from 1");
  return concurrency;
}

async function takesPlainText(request: (batch: readonly PreparedText[]) => Promise<unknown>): Promise<boolean> {
  try {
    await request([{ index: 0, sent: "ok", tokens: 3, bytes: 5 }]);
    return true;
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return false;
  }
}
