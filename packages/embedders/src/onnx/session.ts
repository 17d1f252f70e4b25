import { RagstoneError } from "@ragstone/core";
import { loadOnnxRuntime, type OnnxRuntime, type OnnxRuntimeSession } from "./runtime.js";
import { pool, type Pooling } from "./pool.js";

export interface OnnxSessionOptions {
  readonly modelPath: string;
  readonly pooling: Pooling;
  readonly padId: number;
  /** Processor threads of one inference; if absent, the runtime decides. */
  readonly threads?: number;
}

/** A loaded model. Plain data in and out, so that it may live in another thread. */
export interface OnnxSession {
  /** Vectors of length 1 for inputs that are padded together; `null` where the model's output is unusable. */
  run(inputs: readonly Int32Array[]): Promise<(Float32Array | null)[]>;
  close(): Promise<void>;
}

const known = new Set(["input_ids", "attention_mask", "token_type_ids"]);

/**
 * Loads a BERT-like graph: int64 `batch x sequence` inputs, token vectors `batch x sequence x dim` as its first output.
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
  const output =
    session.outputNames.find((name) => name === "last_hidden_state" || name === "token_embeddings") ??
    session.outputNames[0]!;
  return {
    async run(inputs) {
      const sequence = Math.max(...inputs.map((input) => input.length));
      const padded = pad(inputs, sequence, padId);
      const shape = [inputs.length, sequence];
      const feeds = session.inputNames.map((name) => [name, new runtime.Tensor("int64", padded[name]!, shape)]);
      const { [output]: result } = await session.run(Object.fromEntries(feeds));
      const { data, dims } = result!;
      if (dims.length !== 3 || dims[0] !== inputs.length || dims[1] !== sequence)
        throw unsupported(modelPath, `gives ${output} of the shape ${dims.join(" x ")}`);
      const [, , dim] = dims;
      const size = sequence * dim!;
      return inputs.map((input, row) => pool(data.subarray(row * size, (row + 1) * size), dim!, input.length, pooling));
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
function pad(inputs: readonly Int32Array[], sequence: number, padId: number): Readonly<Record<string, BigInt64Array>> {
  const cells = inputs.length * sequence;
  const ids = new BigInt64Array(cells).fill(BigInt(padId));
  const mask = new BigInt64Array(cells);
  for (const [row, input] of inputs.entries()) {
    for (const [column, id] of input.entries()) {
      ids[row * sequence + column] = BigInt(id);
      mask[row * sequence + column] = 1n;
    }
  }
  return { input_ids: ids, attention_mask: mask, token_type_ids: new BigInt64Array(cells) };
}

function unsupported(modelPath: string, what: string): RagstoneError {
  return new RagstoneError(
    "model-unsupported",
    `${modelPath} ${what}; expected the inputs input_ids, attention_mask, token_type_ids and an output of ` +
      "batch x sequence x dimensions.",
    { hint: "Use a sentence encoder of the BERT kind exported for feature extraction." },
  );
}
