import { useCallback, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { AskRequest, StoredExchange, Turn } from "../api/shapes.js";
import { applyEvent } from "./apply-event.js";
import { newExchange, restoredExchange, type Exchange } from "./exchange.js";

/** A conversation: its exchanges and what can be done with them. */
export interface Conversation {
  readonly exchanges: readonly Exchange[];
  readonly ask: (collection: string, request: AskRequest) => void;
  /** Ends the running answer; the server ends its call of the model. */
  readonly stop: () => void;
  readonly clear: () => void;
  /** Shows a conversation that was kept, in place of this one, and goes on with it. */
  readonly reopen: (id: string, exchanges: readonly StoredExchange[]) => void;
  /** Of the conversation as it is kept. */
  readonly id: string;
  readonly update: (key: number, change: (exchange: Exchange) => Exchange) => void;
}

/** Follow-up questions carry the questions and answers before them. */
export function useConversation(api: Api): Conversation {
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const running = useRef<{ key: number; stop: AbortController } | null>(null);
  const keys = useRef(0);
  const update = useCallback((key: number, change: (exchange: Exchange) => Exchange) => {
    setExchanges((all) => all.map((exchange) => (exchange.key === key ? change(exchange) : exchange)));
  }, []);
  const stop = useCallback(() => {
    if (running.current === null) return;
    const { key, stop } = running.current;
    running.current = null;
    stop.abort();
    update(key, (exchange) => ({ ...exchange, stopped: true, waiting: null }));
  }, [update]);
  const ask = useCallback(
    (collection: string, request: AskRequest) => {
      stop();
      const key = ++keys.current;
      const control = new AbortController();
      running.current = { key, stop: control };
      const history = exchanges.filter((one) => one.answer !== null && one.collection === collection).flatMap(turnsOf);
      setExchanges((all) => [...all, newExchange(key, collection, request)]);
      void follow(
        api.ask(collection, { ...request, history }, control.signal),
        (change) => update(key, change),
        control.signal,
      );
    },
    [api, exchanges, stop, update],
  );
  const [id, setId] = useState(newId);
  const reopen = useCallback(
    (opened: string, stored: readonly StoredExchange[]) => {
      stop();
      setId(opened);
      setExchanges(stored.map((exchange) => restoredExchange(++keys.current, exchange)));
    },
    [stop],
  );
  const clear = useCallback(() => reopen(newId(), []), [reopen]);
  return { id, exchanges, ask, stop, clear, reopen, update };
}

function newId(): string {
  return crypto.randomUUID();
}

function turnsOf({ request, answer }: Exchange): Turn[] {
  return [
    { role: "user", text: request.question },
    { role: "assistant", text: answer?.text ?? "" },
  ];
}

async function follow(
  events: ReturnType<Api["ask"]>,
  update: (change: (exchange: Exchange) => Exchange) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const event of events) update((exchange) => applyEvent(exchange, event));
    update((exchange) => (exchange.answer === null ? { ...exchange, stopped: true } : exchange));
  } catch (error) {
    if (!signal.aborted) update((exchange) => ({ ...exchange, error, waiting: null }));
  }
}
