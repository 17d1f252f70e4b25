import type { Tokenizer } from "./tokenizer.js";
import type { RagstoneError } from "./errors/ragstone-error.js";

/** Everything that makes two embedders' vectors comparable or not. Compared field by field. */
export interface EmbedderFingerprint {
  /** As a user names it: `static-en-v1`, `databricks:gte-large-en`. */
  readonly model: string;
  readonly revision: string;
  readonly dimensions: number;
  readonly normalised: boolean;
  /** Put before queries; `null` for none. */
  readonly queryInstruction: string | null;
  /** {@link Tokenizer.name} of the tokenizer that measured the texts. */
  readonly tokenizer: string;
}

export interface EmbedOptions {
  /** Some models need to know which side of a search a text is on. */
  readonly kind: "query" | "passage";
  readonly signal?: AbortSignal;
}

export interface EmbedFailure {
  /** Position in the input. */
  readonly index: number;
  /** `code` is `text-too-long` when splitting the text would help. */
  readonly error: RagstoneError;
}

export interface EmbedResult {
  /**
   * One vector of {@link Embedder.dimensions} float32 for each text, in input order. `null` if the text failed or the
   * model has no vector for it (an empty text, only unknown characters): such a text has no dense result.
   */
  readonly vectors: readonly (Float32Array | null)[];
  /** Texts that failed while the others went through. */
  readonly failures: readonly EmbedFailure[];
  readonly tokens: number;
}

/** Texts to vectors. */
export interface Embedder {
  readonly fingerprint: EmbedderFingerprint;
  readonly dimensions: number;
  /** Tokens of one input, special tokens and instruction included. */
  readonly windowTokens: number;
  /** Texts that one call should carry: a call's vectors are stored as soon as it ends. */
  readonly maxBatch: number;
  /** Calls that may run at once. */
  readonly concurrency: number;
  /** Whether vectors have length 1. */
  readonly normalised: boolean;
  readonly queryInstruction: string | null;
  readonly tokenizer: Tokenizer;
  /**
   * Share of the vectors in the fused score of a hybrid search, from 0 to 1; more for vectors that find better than
   * words. @defaultValue 0.5
   */
  readonly vectorWeight?: number;
  /** USD for a million input tokens; `null` when free or unknown. */
  readonly usdPerMillionTokens: number | null;
  /**
   * Rejects only when no further vectors are possible (sign-in, network, abort); a bad text is a failure in the result.
   *
   * @throws {@link RagstoneError} with the code of the cause
   */
  embed(texts: readonly string[], options: EmbedOptions): Promise<EmbedResult>;
  /** Estimated seconds of embedding under the known limits, for plans. */
  estimateSeconds?(texts: number, tokens: number): number;
  close?(): Promise<void>;
}
