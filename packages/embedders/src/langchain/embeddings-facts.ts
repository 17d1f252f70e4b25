import type { Tokenizer } from "@ragstone/core";

/** Facts that LangChain embeddings do not report about themselves. */
export interface EmbeddingsFacts {
  /** As users name it, for example `openai:text-embedding-3-small`. */
  readonly model: string;
  /** Changes when the same name gives different vectors. @defaultValue `remote` */
  readonly revision?: string;
  readonly dimensions: number;
  /** Tokens of one input. */
  readonly windowTokens: number;
  /** Counts for the window; an estimate must be on the high side. */
  readonly tokenizer: Tokenizer;
  /** Whether its vectors have length 1 already; the others are divided by their length. @defaultValue false */
  readonly normalised?: boolean;
  /** Put before queries. @defaultValue null */
  readonly queryInstruction?: string | null;
  /** Texts of one call. @defaultValue 64 */
  readonly maxBatch?: number;
  /** Calls at once. @defaultValue 4 */
  readonly concurrency?: number;
  /** @defaultValue null */
  readonly usdPerMillionTokens?: number | null;
}
