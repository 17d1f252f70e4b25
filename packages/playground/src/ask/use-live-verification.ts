import { useEffect, useRef } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { Conversation } from "./use-conversation.js";

/** Checks the answers on screen again whenever the index of their documents was updated. */
export function useLiveVerification(api: Api, collection: string | null, conversation: Conversation): void {
  const latest = useRef(conversation);
  latest.current = conversation;
  useEffect(() => {
    if (collection === null) return;
    const stop = new AbortController();
    void recheckOnChange(api, collection, latest, stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, [api, collection]);
}

async function recheckOnChange(
  api: Api,
  collection: string,
  latest: { readonly current: Conversation },
  signal: AbortSignal,
): Promise<void> {
  for await (const _ of api.changes(collection, signal)) {
    for (const { key, answer, collection: asked } of latest.current.exchanges) {
      if (answer === null || asked !== collection || answer.citations.length === 0) continue;
      const rechecked = await api.verify(collection, answer);
      latest.current.update(key, (exchange) => ({ ...exchange, rechecked }));
    }
  }
}
