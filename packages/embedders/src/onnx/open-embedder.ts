import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { type Embedder, type EmbedFailure, type EmbedResult, InvalidOptionError, RagstoneError } from "@ragstone/core";
import { collectInputs, type CollectedInputs } from "./collect-inputs.js";
import type { InputTemplate } from "./input-template.js";
import { type ModelFolder, readModelFolder } from "./model-folder.js";
import { modelTokenizer } from "./model-tokenizer.js";
import type { ModelInput } from "./model-input.js";
import type { Pooling } from "./pool.js";
import { runAlone } from "./run-alone.js";
import type { OnnxSession } from "./session.js";
import { openWorkerSession } from "./worker-session.js";
import type { OnnxEmbedderOptions } from "./onnx-embedder-options.js";

/** Fitted for all-MiniLM-L6-v2 on real questions, leave-one-folder-out: `docs/decisions/local-models.md`. */
const vectorWeight = 0.6;

/**
 * Implements `onnxEmbedder`.
 *
 * @param knownSha256 - of the graph, where it was just checked
 */
export async function openOnnxEmbedder(options: OnnxEmbedderOptions, knownSha256?: string): Promise<Embedder> {
  const { dir, pooling, threads } = options;
  if (pooling !== undefined && pooling !== "mean" && pooling !== "cls")
    throw new InvalidOptionError("pooling", pooling, '"mean" or "cls"');
  if (threads !== undefined && !(Number.isInteger(threads) && threads > 0))
    throw new InvalidOptionError("threads", threads, "a whole number above 0");
  const folder = await readModelFolder(dir, knownSha256);
  if (folder.kind === "cross-encoder") throw notAnEncoder(dir);
  const { windowTokens, template, padId, prompts } = folder;
  const pool = pooling ?? folder.pooling ?? "mean";
  const { name = `onnx:${basename(resolve(dir))}`, queryInstruction = prompts.query || null } = options;
  const tokenizer = await modelTokenizer(folder, prompts.passage);
  const session = await openWorkerSession({ modelPath: folder.modelPath, pooling: pool, padId, threads });
  const inputOf = (text: string) => framed(tokenizer.ids(text), template);
  const { dimensions, tokensPerSecond } = await measure(session, (text) => ({ ids: inputOf(text) }));

  return {
    fingerprint: {
      model: name,
      revision: revisionOf(folder, pool),
      dimensions,
      normalised: true,
      queryInstruction,
      tokenizer: tokenizer.name,
    },
    dimensions,
    windowTokens,
    maxBatch: 32,
    concurrency: 1,
    normalised: true,
    queryInstruction,
    tokenizer,
    vectorWeight,
    usdPerMillionTokens: null,
    async embed(texts, { kind, signal }) {
      signal?.throwIfAborted();
      const before = kind === "query" ? (queryInstruction ?? "") : prompts.passage;
      const collected = collectInputs(texts, (text) => inputOf(before + text), windowTokens);
      return runInputs(session, collected, texts.length, signal);
    },
    estimateSeconds: (_texts, tokens) => tokens / tokensPerSecond,
    close: () => session.close(),
  };
}

/** Changes with the weights and with everything else that changes the vectors of passages. */
function revisionOf({ sha256, prompts }: ModelFolder, pooling: Pooling): string {
  const prompt = prompts.passage === "" ? [] : [createHash("sha256").update(prompts.passage).digest("hex").slice(0, 6)];
  return [sha256.slice(0, 12), pooling, ...prompt].join("-");
}

function notAnEncoder(dir: string): RagstoneError {
  return new RagstoneError("model-unsupported", `${dir} contains a cross-encoder, which gives texts no vectors.`, {
    hint: "Use it as the reranker, and a sentence encoder as the embedder.",
    data: { dir },
  });
}

/**
 * Runs the inputs of `count` texts one by one. Dynamically quantised weights are scaled by everything in an inference, so
 * that a vector would carry a trace of the texts next to it, which the reader of the vector may not be allowed to see.
 * Measured on two cores with all-MiniLM-L6-v2 at int8: texts above 128 tokens gain nothing from shared inferences;
 * texts of 12 tokens take 2.3 times as long alone.
 */
async function runInputs(
  session: OnnxSession,
  { inputs, places, failures: tooLong, tokens }: CollectedInputs,
  count: number,
  signal: AbortSignal | undefined,
): Promise<EmbedResult> {
  const vectors = Array.from({ length: count }, (): Float32Array | null => null);
  const failures: EmbedFailure[] = [...tooLong];
  for (const [position, ids] of inputs.entries()) {
    const result = await runAlone(session, { ids });
    signal?.throwIfAborted();
    for (const index of places[position]!) {
      if (result instanceof Float32Array) vectors[index] = result.slice();
      else failures.push({ index, error: result });
    }
  }
  return { vectors, failures: failures.sort((a, b) => a.index - b.index), tokens };
}

function framed(ids: ArrayLike<number>, { before, after }: InputTemplate): Int32Array {
  const input = new Int32Array(before.length + ids.length + after.length);
  input.set(before);
  input.set(ids, before.length);
  input.set(after, before.length + ids.length);
  return input;
}

/** About a sentence and a half: long enough for a fair speed. */
const measuredText =
  "A model that is read from a folder turns texts into vectors, and this text is long enough to time it.";

/** Runs the model twice, since its first run is slow. Closes it when it cannot be used. */
async function measure(
  session: OnnxSession,
  inputOf: (text: string) => ModelInput,
): Promise<{ readonly dimensions: number; readonly tokensPerSecond: number }> {
  try {
    const [vector] = await session.run([inputOf("text")]);
    if (vector) {
      const input = inputOf(measuredText);
      const started = performance.now();
      await session.run([input]);
      return {
        dimensions: vector.length,
        tokensPerSecond: (1000 * input.ids.length) / Math.max(1, performance.now() - started),
      };
    }
  } catch (error) {
    await session.close();
    throw error;
  }
  await session.close();
  throw new RagstoneError("model-unsupported", "The model gives no usable numbers for an English word.", {
    hint: "Use a sentence encoder exported for feature extraction.",
  });
}
