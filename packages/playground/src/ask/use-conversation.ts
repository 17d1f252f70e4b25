import { useCallback, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { AskRequest, StoredExchange, Turn } from "../api/shapes.js";
import { applyEvent } from "./apply-event.js";
import { isRunning, newExchange, restoredExchange, type Exchange } from "./exchange.js";
import { paced } from "./paced.js";

/** A conversation: its exchanges and what can be done with them. */
export interface Conversation {
  readonly exchanges: readonly Exchange[];
  readonly ask: (collection: string, request: AskRequest) => void;
  /** Asks again: in place of an exchange that has no answer, else as a new one, with what was said before it. */
  readonly retry: (exchange: Exchange) => void;
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
    update(key, stoppedIfRunning);
  }, [update]);
  const start = useCallback(
    (asked: Exchange, before: readonly Exchange[], after: readonly Exchange[]) => {
      stop();
      const { key, collection, request } = asked;
      const control = new AbortController();
      running.current = { key, stop: control };
      const history = before.filter((one) => one.answer !== null && one.collection === collection).flatMap(turnsOf);
      setExchanges(after.map((one) => (one === asked ? one : stoppedIfRunning(one))));
      void follow(
        api.ask(collection, { ...request, history }, control.signal),
        (change) => update(key, change),
        control.signal,
      );
    },
    [api, stop, update],
  );
  const ask = useCallback(
    (collection: string, request: AskRequest) => {
      const asked = newExchange(++keys.current, collection, request);
      start(asked, exchanges, [...exchanges, asked]);
    },
    [exchanges, start],
  );
  const retry = useCallback(
    (exchange: Exchange) => {
      const asked = newExchange(++keys.current, exchange.collection, exchange.request);
      const before = exchanges.slice(0, exchanges.indexOf(exchange));
      const after = exchange.answer === null ? exchanges.with(before.length, asked) : [...exchanges, asked];
      start(asked, before, after);
    },
    [exchanges, start],
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
  return { id, exchanges, ask, retry, stop, clear, reopen, update };
}

function newId(): string {
  return crypto.randomUUID();
}

/** Asking a question ends the answer that is being written. */
function stoppedIfRunning(exchange: Exchange): Exchange {
  return isRunning(exchange) ? { ...exchange, stopped: true, waiting: null } : exchange;
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
    for await (const batch of paced(events)) update((exchange) => batch.reduce(applyEvent, exchange));
    update((exchange) => (exchange.answer === null ? { ...exchange, stopped: true } : exchange));
  } catch (error) {
    if (!signal.aborted) update((exchange) => ({ ...exchange, error, waiting: null }));
  }
}
