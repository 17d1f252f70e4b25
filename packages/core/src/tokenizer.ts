import type { TextRange } from "./text-range.js";

export interface Encoding {
  readonly ids: readonly number[];
  /** One range into the input for each id, in order. */
  readonly offsets: readonly TextRange[];
}

/** Counts and cuts text as one model does. */
export interface Tokenizer {
  /** Part of the index fingerprint, for example `bert-base-uncased`. */
  readonly name: string;
  /** `false` where counts are a safe (high) estimate. */
  readonly exact: boolean;
  /**
   * Tokens that the model adds to every input, such as `[CLS]` and `[SEP]`; {@link Tokenizer.count} leaves them out.
   */
  readonly specialTokens: number;
  /**
   * Whether `count(a + b) === count(a) + count(b)` wherever `a` ends or `b` starts with white space, so that counts of
   * pieces may be added up. Otherwise a window must be counted whole.
   */
  readonly additive: boolean;
  /** Tokens of `text.slice(start, end)`, special tokens not included. Linear, makes no copy of the text. */
  count(text: string, start?: number, end?: number): number;
  /** Ids and offsets, special tokens not included. */
  encode(text: string): Encoding;
  /** The ids of {@link Tokenizer.encode} alone, for models: no object for each token. Absent where it saves nothing. */
  ids?(text: string): Int32Array;
}
