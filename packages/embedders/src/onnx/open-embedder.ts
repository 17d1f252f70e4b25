import { basename, resolve } from "node:path";
import {
  type Embedder,
  type EmbedFailure,
  type EmbedResult,
  InvalidOptionError,
  RagstoneError,
  type Tokenizer,
} from "@ragstone/core";
import { tokenizerFromJson, wordPiece } from "@ragstone/tokenizers";
import { collectInputs, type CollectedInputs } from "./collect-inputs.js";
import type { InputTemplate } from "./input-template.js";
import { type ModelFolder, readModelFolder } from "./model-folder.js";
import { planByLength } from "./plan-by-length.js";
import { runOrSplit } from "./run-or-split.js";
import type { OnnxSession } from "./session.js";
import { openWorkerSession } from "./worker-session.js";
import type { OnnxEmbedderOptions } from "./onnx-embedder-options.js";

/**
 * Tokens that are worth padding together. Measured on two cores with all-MiniLM-L6-v2 at int8: texts of 12 tokens go
 * 2.3 times as fast in such a batch, texts above 128 tokens gain nothing, and batches of 2,000 tokens and more are
 * slower.
 */
const maxPaddedTokens = 256;

/** Implements `onnxEmbedder`. */
export async function openOnnxEmbedder({
  dir,
  pooling,
  queryInstruction = null,
  threads,
}: OnnxEmbedderOptions): Promise<Embedder> {
  if (pooling !== undefined && pooling !== "mean" && pooling !== "cls")
    throw new InvalidOptionError("pooling", pooling, '"mean" or "cls"');
  if (threads !== undefined && !(Number.isInteger(threads) && threads > 0))
    throw new InvalidOptionError("threads", threads, "a whole number above 0");
  const folder = await readModelFolder(dir);
  const { windowTokens, template, padId } = folder;
  const pool = pooling ?? folder.pooling ?? "mean";
  const tokenizer = await tokenizerOf(folder);
  const session = await openWorkerSession({
    modelPath: folder.modelPath,
    pooling: pool,
    padId,
    threads,
  });
  const ids = tokenizer.ids?.bind(tokenizer) ?? ((text: string) => tokenizer.encode(text).ids);
  const inputOf = (text: string) => framed(ids(text), template);
  const dimensions = await measureDimensions(session, inputOf("text"));

  return {
    fingerprint: {
      model: `onnx:${basename(resolve(dir))}`,
      revision: `${folder.sha256.slice(0, 12)}-${pool}`,
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
    usdPerMillionTokens: null,
    async embed(texts, { kind, signal }) {
      signal?.throwIfAborted();
      const instruction = kind === "query" ? (queryInstruction ?? "") : "";
      const collected = collectInputs(texts, (text) => inputOf(instruction + text), windowTokens);
      return runInputs(session, collected, texts.length, signal);
    },
    close: () => session.close(),
  };
}

/** Runs the inputs of `count` texts in batches of about the same length. */
async function runInputs(
  session: OnnxSession,
  { inputs, places, failures: tooLong, tokens }: CollectedInputs,
  count: number,
  signal: AbortSignal | undefined,
): Promise<EmbedResult> {
  const vectors = Array.from({ length: count }, (): Float32Array | null => null);
  const failures: EmbedFailure[] = [...tooLong];
  const batches = planByLength(
    inputs.map((input) => input.length),
    maxPaddedTokens,
  );
  for (const batch of batches) {
    const results = await runOrSplit(
      session,
      batch.map((position) => inputs[position]!),
    );
    signal?.throwIfAborted();
    for (const [row, position] of batch.entries()) {
      const result = results[row]!;
      for (const index of places[position]!) {
        if (result instanceof Float32Array) vectors[index] = result.slice();
        else failures.push({ index, error: result });
      }
    }
  }
  return { vectors, failures: failures.sort((a, b) => a.index - b.index), tokens };
}

// The built-in WordPiece gives the same ids as the library for that vocabulary, at 50 MB a second instead of 2.
async function tokenizerOf({ bertUncased, tokenizerPath, template }: ModelFolder): Promise<Tokenizer> {
  return bertUncased
    ? wordPiece({ specialTokens: template.before.length + template.after.length })
    : tokenizerFromJson(tokenizerPath);
}

function framed(ids: ArrayLike<number>, { before, after }: InputTemplate): Int32Array {
  const input = new Int32Array(before.length + ids.length + after.length);
  input.set(before);
  input.set(ids, before.length);
  input.set(after, before.length + ids.length);
  return input;
}

async function measureDimensions(session: OnnxSession, input: Int32Array): Promise<number> {
  try {
    const [vector] = await session.run([input]);
    if (vector) return vector.length;
  } catch (error) {
    await session.close();
    throw error;
  }
  await session.close();
  throw new RagstoneError("model-unsupported", "The model gives no usable numbers for an English word.", {
    hint: "Use a sentence encoder exported for feature extraction.",
  });
}
