import type { IndexFingerprint, IndexSettings } from "@ragstone/core";

/** Counts of documents that readers see. */
interface Totals {
  readonly documents: number;
  readonly chunks: number;
  readonly words: number;
  readonly tokens: number;
}

/** One version of a document: everything that is stored with its generation. */
export interface Version extends Omit<Totals, "documents"> {
  readonly generation: number;
  readonly language: string | null;
}

/** A generation that is being written, or a lock without one. */
export interface Pending {
  readonly generation: number;
  /** Ids of the documents that nobody else may change meanwhile. */
  readonly documents: readonly string[];
  readonly writer: string;
  readonly sinceMs: number;
}

/** A generation that readers no longer see. */
interface Dead {
  readonly generation: number;
  readonly sinceMs: number;
  /** Whether it was never committed: a writer that is believed dead may still be writing it, so it is hidden for good. */
  readonly isVoid?: true;
}

/**
 * The one document that decides what readers see. Everything else is stored with the number of a generation; a generation
 * is visible if it is below `next`, and neither pending nor dead. So that one compare-and-set commits a document of any size.
 */
export interface LedgerState {
  readonly version: number;
  readonly fingerprint: IndexFingerprint;
  readonly settings: IndexSettings | null;
  readonly indices: Indices;
  readonly next: number;
  /** Commits so far. */
  readonly changes: number;
  readonly updatedMs: number;
  readonly totals: Totals;
  /** Documents by language; the key is empty where none is known. */
  readonly languages: Readonly<Record<string, number>>;
  readonly pending: readonly Pending[];
  readonly dead: readonly Dead[];
  /** Writers by id: when each was last seen. */
  readonly writers: Readonly<Record<string, number>>;
  /** Measured recall of the graph, and the number of chunks that it had then; `null` before that. */
  readonly recall: { readonly value: number; readonly chunks: number } | null;
}

/** Names of the indices with the data. */
export interface Indices {
  readonly documents: string;
  readonly chunks: string;
  readonly vectors: string;
}

export const ledgerVersion = 1;

/** After this time without a word a writer is believed dead. */
export const writerTimeoutMs = 600_000;

/** Time for which searches that have begun may still read a replaced generation. */
export const graceMs = 60_000;

export function newState(fingerprint: IndexFingerprint, indices: Indices): LedgerState {
  return {
    version: ledgerVersion,
    fingerprint,
    settings: null,
    indices,
    next: 1,
    changes: 0,
    updatedMs: 0,
    totals: { documents: 0, chunks: 0, words: 0, tokens: 0 },
    languages: {},
    pending: [],
    dead: [],
    writers: {},
    recall: null,
  };
}

/** Notes that a writer is alive. */
export function announced(state: LedgerState, { writer, nowMs }: { writer: string; nowMs: number }): LedgerState {
  return { ...state, writers: { ...state.writers, [writer]: nowMs } };
}

/** Forgets a writer that ends. */
export function left(state: LedgerState, writer: string): LedgerState {
  const { [writer]: _, ...writers } = state.writers;
  return { ...state, writers };
}

/** Whether no other writer was seen lately. */
export function isAlone({ writers }: LedgerState, { writer, nowMs }: { writer: string; nowMs: number }): boolean {
  return Object.entries(writers).every(([id, seenMs]) => id === writer || seenMs < nowMs - writerTimeoutMs);
}

export interface Beginning {
  readonly documents: readonly string[];
  readonly writer: string;
  readonly nowMs: number;
  /** Generations whose writers gave no sign of life for a while. */
  readonly gone: ReadonlySet<number>;
}

/** Generations that keep a writer from a document. */
export function locksOf({ pending }: LedgerState, documents: readonly string[]): readonly Pending[] {
  return pending.filter((one) => one.documents.some((document) => documents.includes(document)));
}

/** Locks documents and gives the generation for what replaces one of them; `null` while another writer has one of them. */
export function begun(
  state: LedgerState,
  { documents, writer, nowMs, gone }: Beginning,
): { readonly state: LedgerState; readonly generation: number } | null {
  const isGone = ({ generation, sinceMs }: Pending): boolean =>
    gone.has(generation) || sinceMs < nowMs - writerTimeoutMs;
  if (!locksOf(state, documents).every(isGone)) return null;
  const generation = state.next;
  const voided = state.pending
    .filter(isGone)
    .map((one): Dead => ({ generation: one.generation, sinceMs: nowMs, isVoid: true }));
  return {
    generation,
    state: {
      ...announced(state, { writer, nowMs }),
      next: generation + 1,
      pending: [...state.pending.filter((one) => !isGone(one)), { generation, documents, writer, sinceMs: nowMs }],
      dead: [...state.dead, ...voided],
    },
  };
}

export interface Commit {
  /** As {@link begun} gave it. */
  readonly generation: number;
  /** What becomes visible, `null` if nothing was written with the generation. */
  readonly adds: Version | null;
  readonly removes: readonly Version[];
  readonly nowMs: number;
}

/** Makes a generation visible and others invisible. `null` if it is no longer pending: its writer was believed dead. */
export function committed(state: LedgerState, { generation, adds, removes, nowMs }: Commit): LedgerState | null {
  if (!state.pending.some((one) => one.generation === generation)) return null;
  const totals = { ...state.totals };
  const languages = { ...state.languages };
  const count = ({ chunks, words, tokens, language }: Version, sign: 1 | -1): void => {
    totals.documents += sign;
    totals.chunks += sign * chunks;
    totals.words += sign * words;
    totals.tokens += sign * tokens;
    const key = language ?? "";
    languages[key] = (languages[key] ?? 0) + sign;
    if (languages[key] === 0) delete languages[key];
  };
  for (const version of removes) count(version, -1);
  if (adds !== null) count(adds, 1);
  return {
    ...state,
    totals,
    languages,
    changes: state.changes + 1,
    updatedMs: nowMs,
    pending: state.pending.filter((one) => one.generation !== generation),
    dead: [...state.dead, ...removes.map((version): Dead => ({ generation: version.generation, sinceMs: nowMs }))],
  };
}

export interface Abandonment {
  readonly generation: number;
  /** Whether anything may have been stored with it. */
  readonly isWritten: boolean;
  readonly nowMs: number;
}

/** Gives up a generation; what was written with it is never seen. */
export function abandoned(state: LedgerState, { generation, isWritten, nowMs }: Abandonment): LedgerState {
  if (!state.pending.some((one) => one.generation === generation)) return state;
  return {
    ...state,
    pending: state.pending.filter((one) => one.generation !== generation),
    dead: isWritten ? [...state.dead, { generation, sinceMs: nowMs, isVoid: true }] : state.dead,
  };
}

/** Forgets dead generations whose data was deleted. */
export function swept(state: LedgerState, generations: ReadonlySet<number>): LedgerState {
  return {
    ...state,
    dead: state.dead.filter(({ generation, isVoid }) => isVoid === true || !generations.has(generation)),
  };
}
