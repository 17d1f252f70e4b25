import type { LedgerState } from "./state.js";

/** The generations that one call sees, whatever is committed meanwhile. */
export interface Snapshot {
  readonly state: LedgerState;
  readonly isVisible: (generation: number) => boolean;
  /** The clauses of a query that finds visible generations alone. */
  readonly filter: readonly object[];
}

export function snapshotOf(state: LedgerState): Snapshot {
  const hidden = new Set([...state.pending, ...state.dead].map(({ generation }) => generation));
  return {
    state,
    isVisible: (generation) => generation < state.next && !hidden.has(generation),
    filter: [
      { range: { generation: { lt: state.next } } },
      ...(hidden.size === 0 ? [] : [{ bool: { must_not: [{ terms: { generation: [...hidden] } }] } }]),
    ],
  };
}
