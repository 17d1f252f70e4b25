import { RagstoneError } from "@ragstone/core";
import { loadOnnxRuntime, type OnnxRuntime, type OnnxRuntimeSession } from "./runtime.js";
import type { ModelInput } from "./model-input.js";
import { normalise, pool, type Pooling } from "./pool.js";

export interface OnnxSessionOptions {
  readonly modelPath: string;
  /** How an encoder's token vectors become one; `null` for a classifier, whose outputs are scores. */
  readonly pooling: Pooling | null;
  readonly padId: number;
  /** Processor threads of one inference; if absent, the runtime decides. */
  readonly threads?: number;
}

/** A loaded model. Plain data in and out, so that it may live in another thread. */
export interface OnnxSession {
  /**
   * One row for each of the inputs, which are padded together: an encoder's vector of length 1, `null` where the
   * model's output is unusable; a classifier's raw scores.
   */
  run(inputs: readonly ModelInput[]): Promise<(Float32Array | null)[]>;
  close(): Promise<void>;
}

const known = new Set(["input_ids", "attention_mask", "token_type_ids"]);

/** Preferred outputs of encoders and of classifiers; graphs with other names have theirs first. */
const encoderOutputs = ["last_hidden_state", "token_embeddings", "sentence_embedding"];
const classifierOutputs = ["logits"];

/**
 * Loads a BERT-like graph: int64 `batch x sequence` inputs; as its output token vectors, `batch x sequence x dim`, or
 * one row per input, `batch x dim`.
 *
 * @throws {@link RagstoneError} `dependency-missing` without a runtime, `model-damaged` if the graph cannot be loaded,
 * `model-unsupported` if it asks for other inputs
 */
export async function openOnnxSession({
  modelPath,
  pooling,
  padId,
  threads,
}: OnnxSessionOptions): Promise<OnnxSession> {
  const runtime = await loadOnnxRuntime();
  const session = await create(runtime, modelPath, threads);
  const foreign = session.inputNames.filter((name) => !known.has(name));
  if (foreign.length > 0) throw unsupported(modelPath, `asks for the inputs ${foreign.join(", ")}`);
  const preferred = pooling === null ? classifierOutputs : encoderOutputs;
  const output = preferred.find((name) => session.outputNames.includes(name)) ?? session.outputNames[0]!;
  return {
    async run(inputs) {
      const sequence = Math.max(...inputs.map(({ ids }) => ids.length));
      const padded = pad(inputs, sequence, padId);
      const shape = [inputs.length, sequence];
      const feeds = session.inputNames.map((name) => [name, new runtime.Tensor("int64", padded[name]!, shape)]);
      const { [output]: result } = await session.run(Object.fromEntries(feeds));
      const { data, dims } = result!;
      const [count, width = 1, dim = 1] = dims;
      const isRow = dims.length < 3;
      if (count !== inputs.length || (!isRow && (pooling === null || dims.length > 3 || width !== sequence)))
        throw unsupported(modelPath, `gives ${output} of the shape ${dims.join(" x ")}`);
      const size = width * dim;
      return inputs.map(({ ids }, row) => {
        const values = data.subarray(row * size, (row + 1) * size);
        if (pooling === null) return values.slice();
        return isRow ? normalise(values) : pool(values, dim, ids.length, pooling);
      });
    },
    close: () => session.release(),
  };
}

async function create(
  runtime: OnnxRuntime,
  modelPath: string,
  threads: number | undefined,
): Promise<OnnxRuntimeSession> {
  try {
    return await runtime.InferenceSession.create(modelPath, {
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
      // The runtime refuses an option that is present and undefined.
      ...(threads !== undefined && { intraOpNumThreads: threads }),
    });
  } catch (cause) {
    throw new RagstoneError(
      "model-damaged",
      `${modelPath} could not be loaded as an ONNX model: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: "Download the model again; its files must be complete, with external data next to it.",
        cause,
      },
    );
  }
}

/** The model's inputs by name, each `batch x sequence`. */
function pad(inputs: readonly ModelInput[], sequence: number, padId: number): Readonly<Record<string, BigInt64Array>> {
  const cells = inputs.length * sequence;
  const ids = new BigInt64Array(cells).fill(BigInt(padId));
  const mask = new BigInt64Array(cells);
  const types = new BigInt64Array(cells);
  for (const [row, input] of inputs.entries()) {
    const { secondStart = input.ids.length } = input;
    for (const [column, id] of input.ids.entries()) {
      const cell = row * sequence + column;
      ids[cell] = BigInt(id);
      mask[cell] = 1n;
      if (column >= secondStart) types[cell] = 1n;
    }
  }
  return { input_ids: ids, attention_mask: mask, token_type_ids: types };
}

function unsupported(modelPath: string, what: string): RagstoneError {
  return new RagstoneError(
    "model-unsupported",
    `${modelPath} ${what}; expected the inputs input_ids, attention_mask, token_type_ids and an output of ` +
      "batch x sequence x dimensions for an encoder, of batch x labels for a cross-encoder.",
    { hint: "Use a model of the BERT kind, exported for feature extraction or for text classification." },
  );
}
