import type { IndexReport, RagstoneError, RagstoneEvent } from "@ragstone/core";

/** What happens to a collection. */
export type CollectionEvent =
  | { readonly type: "progress"; readonly event: RagstoneEvent }
  | { readonly type: "report"; readonly report: IndexReport }
  | { readonly type: "failed"; readonly error: RagstoneError }
  | { readonly type: "cancelled" };

/** Tells those who listen what happens to a collection. */
export interface CollectionEvents {
  emit(event: CollectionEvent): void;
  /** Calls the listener until the returned function is called. */
  listen(listener: (event: CollectionEvent) => void): () => void;
}

/** Events that nobody listens to yet. */
export function collectionEvents(): CollectionEvents {
  const listeners = new Set<(event: CollectionEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
