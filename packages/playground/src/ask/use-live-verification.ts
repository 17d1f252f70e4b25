import { useEffect, useRef } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { Followed } from "../following/use-followed.js";
import type { Exchange } from "./exchange.js";
import type { Conversation } from "./use-conversation.js";

/**
 * Checks the answers on screen again whenever the index of their documents was updated, and those of a conversation that
 * is opened again at once.
 */
export function useLiveVerification(
  api: Api,
  followed: ReadonlyMap<string, Followed>,
  conversation: Conversation,
): void {
  const { id, exchanges, update } = conversation;
  const checked = useRef(new Map<number, string>());
  useEffect(() => {
    for (const exchange of exchanges) {
      const { key, collection, answer, isRestored } = exchange;
      if (answer === null || answer.citations.length === 0) continue;
      const round = `${id} ${followed.get(collection)?.changes ?? 0}`;
      const before = checked.current.get(key);
      checked.current.set(key, round);
      // A new answer is as the index is now.
      if (before === round || (before === undefined && !isRestored)) continue;
      void recheck(api, exchange, (change) => {
        if (checked.current.get(key) === round) update(key, change);
      });
    }
  }, [api, id, exchanges, followed, update]);
}

async function recheck(
  api: Api,
  { collection, answer }: Exchange,
  update: (change: (exchange: Exchange) => Exchange) => void,
): Promise<void> {
  try {
    const rechecked = await api.verify(collection, answer!);
    update((exchange) => ({ ...exchange, rechecked, recheckError: null }));
  } catch (error) {
    update((exchange) => ({ ...exchange, recheckError: error }));
  }
}
