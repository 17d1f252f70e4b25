import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { ListedConversation } from "../api/shapes.js";
import { isRunning, storedOf } from "./exchange.js";
import type { Conversation } from "./use-conversation.js";

/** The conversations that the server keeps. */
export interface History {
  /** Newest first; `null` where none are kept. */
  readonly conversations: readonly ListedConversation[] | null;
  readonly error: unknown;
  readonly reopen: (id: string) => void;
  /** All of them without an `id`. */
  readonly erase: (id?: string) => void;
}

/** Keeps the conversation on screen after each answer, where the server keeps any. */
export function useHistory(api: Api, isKept: boolean, conversation: Conversation): History {
  const [conversations, setConversations] = useState<readonly ListedConversation[]>([]);
  const [error, setError] = useState<unknown>(null);
  const saved = useRef("");
  const { id, exchanges, reopen, clear } = conversation;
  const list = useCallback(() => api.conversations().then(setConversations).catch(setError), [api]);
  useEffect(() => void (isKept && list()), [isKept, list]);
  useEffect(() => {
    const [first] = exchanges;
    if (!isKept || first === undefined || exchanges.some(isRunning)) return;
    const kept = { collection: first.collection, exchanges: exchanges.map(storedOf) };
    const text = JSON.stringify([id, kept]);
    if (text === saved.current) return;
    saved.current = text;
    api.saveConversation(id, kept).then(list).catch(setError);
  }, [api, exchanges, id, isKept, list]);
  return {
    conversations: isKept ? conversations : null,
    error,
    reopen: (opened) => {
      const show = async () => {
        const kept = await api.conversation(opened);
        saved.current = JSON.stringify([opened, kept]);
        reopen(opened, kept.exchanges);
      };
      show().catch(setError);
    },
    erase: (erased) => {
      // What is on screen would be kept again with the next answer.
      if (erased === undefined || erased === id) clear();
      api.eraseConversations(erased).then(list).catch(setError);
    },
  };
}
