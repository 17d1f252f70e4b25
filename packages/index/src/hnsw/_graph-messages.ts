import type { GraphFacts } from "./_graph-file.js";

export interface GraphWorkerData {
  readonly dir: string;
  readonly identity: string;
  readonly dimensions: number;
}

/** What the worker is asked. Every request has one reply with its id. */
export type GraphRequest =
  | { readonly id: number; readonly kind: "load" }
  | { readonly id: number; readonly kind: "build" }
  | { readonly id: number; readonly kind: "search"; readonly query: Float32Array; readonly k: number };

export type GraphReply =
  | { readonly id: number; readonly kind: "ready"; readonly facts: GraphFacts | null }
  | { readonly id: number; readonly kind: "found"; readonly slots: readonly number[] }
  | { readonly id: number; readonly kind: "failed"; readonly detail: string };
