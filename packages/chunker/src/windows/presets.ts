import { wordPiece } from "@ragstone/tokenizers";
import type { ChunkerOptions } from "./create-chunker.js";

/** For `gte-large-en`: 8,192 tokens, BERT vocabulary. */
export const gtePreset: ChunkerOptions = { tokenizer: wordPiece(), windowTokens: 8192 };

/** For `bge-large-en`: 512 tokens, BERT vocabulary. Passages carry no instruction. */
export const bgePreset: ChunkerOptions = { tokenizer: wordPiece(), windowTokens: 512 };

/**
 * For the built-in static table, which adds no special tokens and has no length limit: its vectors begin to blur at
 * 512.
 */
export const staticPreset: ChunkerOptions = { tokenizer: wordPiece({ specialTokens: 0 }), windowTokens: 512 };
