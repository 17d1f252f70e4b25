import {
  type Embedder,
  InvalidOptionError,
  planBatches,
  retriableOnce,
  type EmbedFailure,
  isRagstoneError,
  type RagstoneError,
  type TextRange,
} from "@ragstone/core";
import { wordPiece } from "@ragstone/tokenizers";
import pLimit from "p-limit";
import { findModel } from "../catalogue/find-model.js";
import { priceOf } from "../catalogue/price-of.js";
import type { ResolvedEmbeddingModel, ResolvedModel } from "../catalogue/resolved-model.js";
import { abandonOn } from "../requests/_abandon-on.js";
import { createWorkspace } from "../workspace/create-workspace.js";
import type { DatabricksEmbedderOptions } from "./embedder-options.js";
import { embedBatch, tooLong } from "./_embed-batch.js";
import { requestEmbeddings } from "./_embed-request.js";
import { estimateSeconds } from "./_estimate-seconds.js";
import { normalise } from "./_normalise.js";
import type { PreparedText } from "./_prepared-text.js";
import { prepareText } from "./_prepare-text.js";
import { usageNotice } from "./_usage-notice.js";

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

/**
 * Embeds with GTE or BGE in a Databricks workspace, pay per token or provisioned. Vectors have length 1, whatever the
 * endpoint does. Texts are measured with the model's own tokenizer before they are sent; what does not fit, and what
 * the service rejects, is a failure of that text alone.
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
  const tokenizer = wordPiece({ specialTokens: 2 });
  const concurrency = options.concurrency ?? defaultConcurrency(workspace.limiter(resolved).limits.queriesPerSecond);
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new InvalidOptionError("concurrency", concurrency, "a whole number from 1");
  const inFlight = pLimit(concurrency);
  const transport = {
    workspace,
    resolved,
    caller: {},
    base64: encoding === "base64",
    checkUsage: usageNotice(resolved.endpoint, tokenizer.specialTokens),
  };
  let itemsAtOnce = maxItems;

  return {
    fingerprint: {
      model: resolved.spec,
      revision: model.revision,
      dimensions: model.dimensions,
      normalised: true,
      queryInstruction: model.queryInstruction,
      tokenizer: tokenizer.name,
    },
    dimensions: model.dimensions,
    windowTokens: model.windowTokens,
    maxBatch: maxItems,
    concurrency,
    normalised: true,
    queryInstruction: model.queryInstruction,
    tokenizer,
    usdPerMillionTokens: priceOf(resolved, workspace.prices)?.input ?? null,
    estimateSeconds: (texts, tokens) =>
      estimateSeconds({ requests: Math.ceil(texts / maxItems), tokens }, workspace.limiter(resolved).limits, {
        concurrency,
        assumedSeconds,
      }),
    async embed(texts, { kind, signal }) {
      signal?.throwIfAborted();
      const prefix = kind === "query" ? model.queryInstruction : null;
      const vectors: (Float32Array | null)[] = texts.map(() => null);
      const failures: EmbedFailure[] = [];
      let tokens = 0;
      const prepared: PreparedText[] = [];
      for (const [index, text] of texts.entries()) {
        if (text.trim() === "") continue;
        const ready = prepareText(index, text, { prefix, asField: instructionMode === "field", tokenizer });
        if (ready.tokens > model.windowTokens)
          failures.push({ index, error: tooLong(ready, model.windowTokens, "it does not fit") });
        else if (ready.bytes > maxBytes)
          failures.push({ index, error: tooLong(ready, null, `it has ${ready.bytes} bytes, and a request 4 MB`) });
        else prepared.push(ready);
      }
      const call = {
        instruction: prefix !== null && instructionMode === "field" ? prefix.trimEnd() : null,
        signal,
        onEvent,
      };
      const request = (batch: readonly PreparedText[]) => requestEmbeddings(batch, transport, call);
      const context = {
        request,
        probe: retriableOnce(async () => takesPlainText(request)),
        learnedMaxItems: (items: number) => {
          itemsAtOnce = Math.min(itemsAtOnce, items);
        },
        done: (text: PreparedText, result: Float32Array | RagstoneError) => {
          if (result instanceof Float32Array) {
            vectors[text.index] = normalise(result);
            tokens += text.tokens;
          } else failures.push({ index: text.index, error: result });
        },
      };
      const batches = planBatches(
        prepared.map(({ bytes }) => bytes),
        { maxItems: itemsAtOnce, maxBytes },
      );
      let lost = false;
      const embedUnlessLost = async ({ start, end }: TextRange) => {
        if (lost || signal?.aborted === true) return;
        try {
          await embedBatch(prepared.slice(start, end), context);
        } catch (error) {
          lost = true;
          throw error;
        }
      };
      await abandonOn(signal, Promise.all(batches.map((batch) => inFlight(() => embedUnlessLost(batch)))));
      return { vectors, failures: failures.sort((a, b) => a.index - b.index), tokens };
    },
  };
}

function embeddingModelOf(given: string | ResolvedModel): ResolvedEmbeddingModel {
  const resolved = typeof given === "string" ? findModel(given) : given;
  if (resolved === null) {
    throw new InvalidOptionError(
      "model",
      given,
      "a model of the catalogue, or an endpoint with its family",
      "Add ?family=gte-large-en or ?family=bge-large-en, or ask the workspace with lookUpModel().",
    );
  }
  const { model } = resolved;
  if (model.kind !== "embedding")
    throw new InvalidOptionError("model", resolved.spec, "an embedding model such as databricks:gte-large-en");
  return { ...resolved, model };
}

function defaultConcurrency(queriesPerSecond: number | undefined): number {
  return queriesPerSecond === undefined
    ? unlimitedConcurrency
    : Math.max(4, Math.min(128, Math.ceil(queriesPerSecond * assumedSeconds)));
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
