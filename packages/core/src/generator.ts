import type { Passage } from "./passage.js";
import type { TextRange } from "./text-range.js";
import type { Tokenizer } from "./tokenizer.js";

/** One turn of a conversation. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

export interface GenerationRequest {
  readonly question: string;
  /** Earlier turns, oldest first. */
  readonly history: readonly Turn[];
  /** Numbered from 1, best first or in document order; already fitted to the context. */
  readonly passages: readonly Passage[];
  /**
   * Weight of a word by its rarity in the index, `ln(1 / share)`-like and at least 0; generators without use for it
   * ignore it.
   */
  readonly termWeight?: (term: string) => number;
  /**
   * ISO 639-1 code of the question's language where the documents show it; absent for English and where it is unknown.
   */
  readonly language?: string;
  /** The stem of a lower-case word in `language`. */
  readonly stem?: (word: string) => string;
  /** A word's vector for soft matching, `null` where the word has none; generators without use for it ignore it. */
  readonly wordVector?: (word: string) => Float32Array | null;
  /**
   * Of a part of a compound question: the words that its only excerpt grows to where what it needs has fewer; `Infinity`
   * for an answer as if it had been asked alone. Generators without excerpts ignore it.
   */
  readonly excerptWords?: number;
  /** Unpredictable, for fencing the sources. */
  readonly nonce: string;
  readonly maxTokens?: number;
  /** Randomness of the wording, of generators that sample. @defaultValue the generator's own */
  readonly temperature?: number;
  /** Further instructions for a model. They come after the rules of grounding and cannot remove them. */
  readonly system?: string;
  /** Tokens for reasoning before the answer, of models that can be given such a budget. @defaultValue the generator's own */
  readonly thinkingTokens?: number;
  /**
   * Plain chat: the question, the conversation and `system` go to a model as they are, without sources and rules, and
   * nothing can be verified. @defaultValue false
   */
  readonly plain?: boolean;
  readonly signal?: AbortSignal;
}

/** A citation outside the text. It is checked like any other. */
export interface CitedQuote {
  /** Number of the passage. */
  readonly source: number;
  /** Words of the source. */
  readonly quote: string;
  /** The range of the words in the document according to the generator, to choose among several places. */
  readonly near?: TextRange;
}

/** A part of a generator's output. Text contains citations as `[2: "exact words"]`. */
export type GenerationPart =
  | { readonly type: "text"; readonly text: string }
  /**
   * A whole statement with its citations, from generators that know them before they speak: its text is taken as it is,
   * never read for markers.
   */
  | {
      readonly type: "claim";
      readonly text: string;
      readonly citations: readonly CitedQuote[];
      /** The sentence of the text that answers, as a range of it. */
      readonly key?: TextRange;
    }
  /**
   * The text that follows may turn out to be cited as a whole, from models that cite by themselves; `cited-end` says by
   * what.
   */
  | { readonly type: "cited-start" }
  /**
   * Ends that text. Its citations apply to all of it, whether half a sentence or several; none for connecting words.
   */
  | { readonly type: "cited-end"; readonly citations: readonly CitedQuote[] }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "usage"; readonly inputTokens: number; readonly outputTokens: number }
  /**
   * `no-evidence`: the generator looked and found no answer. `uncertain`: it found one that is too likely wrong. `length`:
   * cut by the token limit. `content-filter`: the service withheld some or all of it. `unknown`: it ended for a reason
   * that no finished answer has; never treated as an answer.
   */
  | {
      readonly type: "finish";
      readonly reason: "stop" | "length" | "content-filter" | "unknown" | "no-evidence" | "uncertain";
      /** The service's own word for an `unknown` reason. */
      readonly serviceReason?: string | undefined;
      readonly missing?: readonly string[];
      /** Probability that the answer is right, `[0, 1]`. */
      readonly confidence?: number;
      /** Where an answer may be, best first, of a refusal. */
      readonly closest?: readonly CitedQuote[];
    };

export interface CompletionOptions {
  readonly maxTokens?: number;
  /** Reported once, by generators that know the usage of the call. */
  readonly onUsage?: (used: { readonly inputTokens: number; readonly outputTokens: number }) => void;
  readonly signal?: AbortSignal;
}

/** Writes an answer from numbered passages. */
export interface Generator {
  /** As `--model` names it. */
  readonly name: string;
  /**
   * `extractive`: repeats sentences of the passages, reads no conversation, computes nothing and follows no instructions.
   * `model`: a language model, which reads everything that it is given.
   */
  readonly kind: "extractive" | "model";
  /** Tokens of prompt and answer together; `Infinity` when nothing limits it. */
  readonly contextTokens: number;
  /** Counts for the context budget; may be an estimate. */
  readonly tokenizer: Tokenizer;
  generate(request: GenerationRequest): AsyncIterable<GenerationPart>;
  /**
   * Optional: a compound question is given to it part by part, each as a request with `excerptWords`, as far as a rule can
   * tell the parts. For extractive generators. @defaultValue false
   */
  readonly answersParts?: boolean;
  /** Plain completion, for condensing, judging and repairing. Absent where the generator cannot follow instructions. */
  complete?(prompt: { readonly system: string; readonly user: string }, options?: CompletionOptions): Promise<string>;
  /** USD for a million tokens in and out; `null` when free or unknown. */
  readonly usdPerMillionTokens: { readonly input: number; readonly output: number } | null;
}
