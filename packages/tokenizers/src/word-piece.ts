import { InvalidOptionError, type Encoding, type TextRange, type Tokenizer } from "@ragstone/core";
import { Scanner } from "./word-piece/scanner.js";

/** A {@link Tokenizer} that also gives bare ids, for embedding by table look-up. */
export interface WordPieceTokenizer extends Tokenizer {
  /** Ids of `text.slice(start, end)`, special tokens not included: `encode(...).ids` without the offsets. */
  ids(text: string, start?: number, end?: number): Int32Array;
}

const tokenizers = new Map<number, WordPieceTokenizer>();

/**
 * WordPiece as uncased BERT counts (`bert-base-uncased`, whose vocabulary `bge-*-en` and `gte-*-en` share): exact ids
 * and offsets.
 *
 * The vocabulary is read at the first count, once a process. Counting is linear, copies no text, and keeps a cache of
 * fixed size.
 *
 * @param options.specialTokens - tokens that the model adds to each input; 2 for `[CLS]` and `[SEP]`, 0 for a static
 * table.
 * @throws {@link InvalidOptionError} if `specialTokens` is not a whole number from 0 to 16
 * @example
 * ```ts
 * wordPiece().count("Ragstone counts exactly."); // 7
 * ```
 */
export function wordPiece({ specialTokens = 2 }: { readonly specialTokens?: number } = {}): WordPieceTokenizer {
  if (!Number.isInteger(specialTokens) || specialTokens < 0 || specialTokens > 16) {
    throw new InvalidOptionError("specialTokens", specialTokens, "a whole number from 0 to 16");
  }
  let tokenizer = tokenizers.get(specialTokens);
  if (tokenizer === undefined) {
    tokenizer = createWordPiece(specialTokens);
    tokenizers.set(specialTokens, tokenizer);
  }
  return tokenizer;
}

let shared: Scanner | undefined;

function createWordPiece(specialTokens: number): WordPieceTokenizer {
  const scanner = (): Scanner => (shared ??= new Scanner());
  return {
    name: "bert-base-uncased",
    exact: true,
    specialTokens,
    additive: true,
    count: (text, start = 0, end = text.length) =>
      scanner().scan(text, Math.max(0, start), Math.min(end, text.length), null),
    encode(text): Encoding {
      const ids: number[] = [];
      const offsets: TextRange[] = [];
      scanner().scan(text, 0, text.length, {
        add(id, start, end) {
          ids.push(id);
          offsets.push({ start, end });
        },
      });
      return { ids, offsets };
    },
    ids(text, start = 0, end = text.length) {
      let ids = new Int32Array(16 + Math.ceil((end - start) / 3));
      let count = 0;
      scanner().scan(text, Math.max(0, start), Math.min(end, text.length), {
        add(id) {
          if (count === ids.length) {
            const larger = new Int32Array(2 * count);
            larger.set(ids);
            ids = larger;
          }
          ids[count] = id;
          count += 1;
        },
      });
      return ids.subarray(0, count);
    },
  };
}
