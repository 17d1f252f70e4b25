import type { IndexFingerprint } from "@ragstone/core";
import type { OwnDocument, OwnState, OwnTotals } from "./own-rows.js";

/** One commit. */
export interface Change {
  readonly added?: readonly OwnDocument[];
  readonly removed?: readonly OwnDocument[];
  /** The id of the document that was written. */
  readonly last?: string | undefined;
  readonly fingerprint?: IndexFingerprint;
}

/** The state that a commit leaves. */
export function stateAfter(
  state: OwnState,
  { added = [], removed = [], last, fingerprint = state.fingerprint }: Change,
): OwnState {
  const languages: Record<string, number> = { ...state.languages };
  let totals = state.totals;
  for (const [documents, sign] of [
    [removed, -1],
    [added, 1],
  ] as const)
    // prettier-ignore
    for (const { record, words, tokens, vectors, bytes } of documents) {
      totals = plus(totals, { documents: 1, chunks: record.chunks, words, tokens, vectors, bytes }, sign);
      const language = record.language ?? "unknown";
      languages[language] = (languages[language] ?? 0) + sign;
      if (languages[language] === 0) delete languages[language];
    }
  return {
    ...state,
    fingerprint,
    changes: state.changes + 1,
    last: last ?? null,
    updatedMs: Date.now(),
    totals,
    languages,
  };
}

export const noTotals: OwnTotals = { documents: 0, chunks: 0, words: 0, tokens: 0, vectors: 0, bytes: 0 };

function plus(one: OwnTotals, other: OwnTotals, sign: 1 | -1): OwnTotals {
  return {
    documents: one.documents + sign * other.documents,
    chunks: one.chunks + sign * other.chunks,
    words: one.words + sign * other.words,
    tokens: one.tokens + sign * other.tokens,
    vectors: one.vectors + sign * other.vectors,
    bytes: one.bytes + sign * other.bytes,
  };
}
