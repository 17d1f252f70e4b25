import type { GraphFacts } from "./_graph-file.js";

/** What a graph worker is started for. It does one thing, says the outcome and ends. */
export interface GraphTask {
  /**
   * `verify`: whether the stored graph is whole and this index's. `build`: makes one of what is stored, or brings the
   * stored one to it.
   */
  readonly kind: "verify" | "build";
  readonly dir: string;
  readonly identity: string;
  readonly dimensions: number;
}

/** Of the stored graph; `null` when there is none that fits. */
export type GraphOutcome = GraphFacts | null;
