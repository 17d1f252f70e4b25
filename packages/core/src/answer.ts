import type { DocumentKey } from "./document-key.js";
import type { HitExplanation } from "./hit-explanation.js";
import type { TextRange } from "./text-range.js";

/**
 * The result of checking a claim; none says that the claim answers the question.
 *
 * - `quoted`: the claim is verbatim in the source, and every check passed.
 * - `checked`: its quotes are verbatim, and every value, name, negation and comparison passed.
 * - `unsupported`: a check failed.
 * - `unverified`: nothing could be checked.
 */
export type ClaimVerdict = "quoted" | "checked" | "unsupported" | "unverified";

export type ClaimProblem =
  | "quote-not-found"
  /** A citation without a quote, of a source that says nothing of the claim. */
  | "no-support"
  | "misattributed"
  | "stitched-quote"
  | "number-mismatch"
  | "date-mismatch"
  | "name-mismatch"
  | "negation-mismatch"
  | "direction-mismatch"
  | "attachment-mismatch"
  | "no-citation"
  | "unknown-source"
  | "not-entailed"
  /** The quote is in text that gives orders to a model. */
  | "instruction-quoted";

/** A statement of the answer. Its range is a range of the answer's `text`, markers included. */
export interface Claim extends TextRange {
  readonly text: string;
  /** {@link Citation.id}s. */
  readonly citations: readonly number[];
  readonly verdict: ClaimVerdict;
  readonly problems: readonly ClaimProblem[];
  /** The sentence that answers, as a range of the answer's `text`, where the generator names it. */
  readonly key?: TextRange;
  /** How the value was computed from a table, where it was. */
  readonly computed?: string;
}

/** An exact span of a source: `documentText.slice(start, end) === quote`. */
export interface Citation extends TextRange, DocumentKey {
  /** The number in the answer's `[n]` markers. */
  readonly id: number;
  /** Of the file as indexed. */
  readonly sha256: string;
  readonly quote: string;
  readonly headings: readonly string[];
  readonly pages: readonly number[];
  /** The printed numbers of `pages`, one each; missing where the document declares none that differ. */
  readonly pageLabels?: readonly string[];
}

/** A sentence that may answer a refused question: `documentText.slice(start, end) === quote`. */
export interface ClosestPassage extends TextRange, DocumentKey {
  readonly quote: string;
  readonly headings: readonly string[];
  readonly pages: readonly number[];
  /** The printed numbers of `pages`, one each; missing where the document declares none that differ. */
  readonly pageLabels?: readonly string[];
}

export interface Refusal {
  /** `uncertain`: passages were found that may answer, but an answer made of them is too likely wrong. */
  readonly reason: "no-evidence" | "uncertain" | "unsupported" | "needs-whole-document";
  readonly message: string;
  /** Terms of the question that no source has. */
  readonly missing: readonly string[];
  /** The sentences that come closest, best first, at most three; none that has nothing of the question. Absent from models. */
  readonly closest?: readonly ClosestPassage[];
}

/** Something a reader should know of an answer. */
export interface AnswerNote {
  /**
   * `partial`: the sources contain a part of the answer; the message names what is missing. `truncated`: a token limit
   * cut the answer or a source. `filtered`: the service's content filter withheld the rest of the answer. `corrected`:
   * the question was searched for with other words, which the message names.
   */
  readonly kind: "conflict" | "stale" | "language" | "partial" | "truncated" | "filtered" | "corrected";
  readonly message: string;
  readonly citations: readonly number[];
  /** The citation from the newer source, of a conflict. */
  readonly newer?: number;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | null;
}

/** A ranked passage. */
export interface Hit extends TextRange, DocumentKey {
  /** From 1. */
  readonly rank: number;
  readonly id: string;
  /** Fused, in `[0, 1]`. */
  readonly score: number;
  readonly scores: { readonly text: number; readonly vector: number | null };
  readonly text: string;
  readonly headings: readonly string[];
  readonly pages: readonly number[];
  /**
   * Names of other documents that repeat this passage and are no hits of their own. Absent where a search was asked for
   * all copies as hits, and where whole documents were read.
   */
  readonly copies?: readonly string[];
  /**
   * Ranges in the document's text of the words that the query and the passage share, in the passage's sentence that
   * matches the query best. Absent where whole documents were read.
   */
  readonly highlights?: readonly TextRange[];
  /** Only where it was asked for. */
  readonly explanation?: HitExplanation;
}

export interface Answer {
  readonly question: string;
  readonly status: "answered" | "refused";
  readonly text: string;
  readonly model: string;
  /**
   * Probability that the answer is right, `[0, 1]`, measured on documents that it was not fitted on; `null` when the
   * generator has none, as models have.
   */
  readonly confidence: number | null;
  readonly claims: readonly Claim[];
  readonly citations: readonly Citation[];
  readonly refusal: Refusal | null;
  /** The passages that the generator received. */
  readonly sources: readonly Hit[];
  readonly reasoning: string | null;
  readonly notes: readonly AnswerNote[];
  readonly usage: Usage;
  readonly elapsedMs: number;
}

/** A part of a streamed answer. The last part is the whole answer. */
export type AnswerPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "citation"; readonly citation: Citation }
  | { readonly type: "answer"; readonly answer: Answer };

/** Treatment of claims that fail verification. */
export type Policy = "mark" | "drop" | "strict";
