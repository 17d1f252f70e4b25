import type { EvidenceSource, Generator, OnEvent, Policy, Turn } from "@ragstone/core";

export interface StreamAnswerOptions {
  readonly question: string;
  /** Earlier turns, oldest first. @defaultValue none */
  readonly history?: readonly Turn[];
  /** Where passages, documents and facts about words come from. */
  readonly evidence: EvidenceSource;
  readonly generator: Generator;
  /** @defaultValue `"mark"` */
  readonly policy?: Policy;
  /**
   * Passages of one search; several searches give up to twice as many, and fewer are given when they do not fit.
   * @defaultValue as many as fit 6,000 tokens for models with a context of at least 32,000, else 8
   */
  readonly k?: number;
  /**
   * Searches after each other, 1 to 3: a further one asks for the words of the question that no passage contains yet, by
   * a query of the generator's where it can complete prompts. @defaultValue 1
   */
  readonly rounds?: number;
  /**
   * Ask the generator to take a compound question apart and search for each part as well. Costs a call. @defaultValue
   * `false`
   */
  readonly decompose?: boolean;
  /** Tokens of the answer at most. @defaultValue 1024 reserved in the context, no limit asked of the generator */
  readonly maxTokens?: number;
  /** Randomness of the answer's wording, of generators that sample. @defaultValue the generator's own */
  readonly temperature?: number;
  /** Further instructions for a model, after the rules of grounding. @defaultValue none */
  readonly system?: string;
  /** Tokens for reasoning before the answer, of models that can be given such a budget. @defaultValue the generator's own */
  readonly thinkingTokens?: number;
  /**
   * A model that is asked of each claim that passed whether its quotes say it; it can only take verdicts back. One call
   * per claim. With `drop` nothing is shown before it has finished. @defaultValue none
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
