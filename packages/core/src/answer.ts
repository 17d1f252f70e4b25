import type { DocumentKey } from "./document-key.js";
import type { TextRange } from "./text-range.js";

export type ClaimVerdict = "supported" | "unsupported" | "unverified";

export type ClaimProblem =
  | "quote-not-found"
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
}

export interface Refusal {
  readonly reason: "no-evidence" | "unsupported" | "needs-whole-document";
  readonly message: string;
  /** Terms of the question that no source has. */
  readonly missing: readonly string[];
}

/** Something a reader should know of an answer. */
export interface AnswerNote {
  readonly kind: "conflict" | "stale" | "language" | "truncated";
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
}

export interface Answer {
  readonly question: string;
  readonly status: "answered" | "refused";
  readonly text: string;
  readonly model: string;
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
