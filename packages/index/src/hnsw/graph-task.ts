import type { GraphFacts } from "./graph-file.js";

/** The task of a graph worker. It performs one task, reports the outcome and ends. */
export interface GraphTask {
  /**
   * `verify`: whether the stored graph is intact and belongs to this index. `build`: builds one from the stored
   * vectors, or updates the stored one to them.
   */
  readonly kind: "verify" | "build";
  readonly dir: string;
  readonly identity: string;
  readonly dimensions: number;
}

/** Of the stored graph; `null` when there is none that fits. */
export type GraphOutcome = GraphFacts | null;
