import type { ModelInput } from "./model-input.js";

/** To the worker: texts as ids to be padded together, or the wish that it ends. */
export type OnnxRequest =
  | { readonly type: "run"; readonly id: number; readonly inputs: readonly ModelInput[] }
  | { readonly type: "close" };

/** An error as plain data: classes do not survive the way between threads. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** From the worker: `ready` or `refused` once, then one `ran` or `failed` for each `run`. */
export type OnnxReply =
  | { readonly type: "ready" }
  | { readonly type: "refused"; readonly error: PlainError }
  | { readonly type: "ran"; readonly id: number; readonly vectors: readonly (Float32Array | null)[] }
  | { readonly type: "failed"; readonly id: number; readonly error: PlainError };
