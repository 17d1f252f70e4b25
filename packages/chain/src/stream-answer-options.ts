import type { Generator, Hit, OnEvent, Policy, StoredText, Turn } from "@ragstone/core";

export interface StreamAnswerOptions {
  readonly question: string;
  /** Earlier turns, oldest first. @defaultValue none */
  readonly history?: readonly Turn[];
  /** The best `k` passages for a query, best first. */
  readonly retrieve: (
    query: string,
    options: { readonly k: number; readonly signal?: AbortSignal | undefined },
  ) => Promise<readonly Hit[]>;
  /**
   * Every passage of every document that may be read, in document order: a model is given all of it for a question
   * about all of the documents, where it fits. Without it such questions are refused. Read no further than the context
   * goes.
   */
  readonly readAll?: (signal?: AbortSignal) => AsyncIterable<Hit>;
  /** A document as indexed, `null` when it is not there: quotes are looked for in all of it. */
  readonly readText: (path: string) => Promise<StoredText | null>;
  /** Share of passages that hold each term, in `[0, 1]`. */
  readonly termShares: (terms: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly generator: Generator;
  /** @defaultValue `"mark"` */
  readonly policy?: Policy;
  /**
   * Passages of one search; several searches give up to twice as many, and fewer are given when they do not fit.
   * @defaultValue 8
   */
  readonly k?: number;
  /**
   * Searches after each other, 1 to 3: a further one asks for the words of the question that no passage holds yet, by a
   * query of the generator's where it can complete prompts. @defaultValue 1
   */
  readonly rounds?: number;
  /**
   * Ask the generator to take a compound question apart and search for each part as well. Costs a call. @defaultValue
   * `false`
   */
  readonly decompose?: boolean;
  /** Tokens of the answer at most. @defaultValue 1024 reserved in the context, no limit asked of the generator */
  readonly maxTokens?: number;
  /** Whether the file behind a document differs from what was indexed. */
  readonly isStale?: (path: string) => Promise<boolean>;
  /**
   * The language of a text as ISO 639-1, `null` where unknown: an answer of a model in another language than its
   * sources is told.
   */
  readonly languageOf?: (text: string) => Promise<string | null>;
  /** A word's vector for soft matching, `null` where it has none. Without it words match by stem alone. */
  readonly wordVector?: (word: string) => Float32Array | null;
  /**
   * The same by batches, for embedders: asked once, for about a thousand words, and only for generators that read no
   * prose. Give one that is quick and local.
   */
  readonly embedWords?: (words: readonly string[]) => Promise<readonly (Float32Array | null)[]>;
  /**
   * A model that is asked of each claim that passed whether its quotes say it; it can only take verdicts back. One call
   * a claim. With `drop` nothing is shown before it has spoken. @defaultValue none
   */
  readonly judge?: Generator;
  /**
   * Ask the generator once more for the claims that failed, with policies `drop` and `strict`. Costs a second call.
   * @defaultValue `false`
   */
  readonly repair?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}
