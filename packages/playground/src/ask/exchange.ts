import type { Answer } from "@ragstone/core";
import type { AskRequest, CitationState, StoredExchange } from "../api/shapes.js";

/** A question and what has come of it so far. */
export interface Exchange {
  readonly key: number;
  readonly collection: string;
  readonly request: AskRequest;
  /** As streamed; the final text is the answer's. */
  readonly text: string;
  readonly reasoning: string;
  /** What the server is waiting for. */
  readonly waiting: string | null;
  readonly answer: Answer | null;
  readonly error: unknown;
  readonly stopped: boolean;
  /** Citations checked again after a file changed. */
  readonly rechecked: readonly CitationState[] | null;
  /** Why that was not possible. */
  readonly recheckError: unknown;
  /** Whether it is of a conversation that was kept. */
  readonly isRestored: boolean;
  /** Whether the server withholds its answer. */
  readonly withheld: boolean;
}

/** An exchange that has just been asked. */
export function newExchange(key: number, collection: string, request: AskRequest): Exchange {
  return {
    key,
    collection,
    request,
    text: "",
    reasoning: "",
    waiting: null,
    answer: null,
    error: null,
    stopped: false,
    rechecked: null,
    recheckError: null,
    isRestored: false,
    withheld: false,
  };
}

/** Whether its answer is still being written. */
export function isRunning({ answer, error, stopped }: Exchange): boolean {
  return answer === null && error === null && !stopped;
}

/** What is kept of an exchange. */
export function storedOf({ collection, request, text, reasoning, answer, withheld }: Exchange): StoredExchange {
  return { collection, request, text, reasoning, answer, ...(withheld ? { withheld } : {}) };
}

/** An exchange that was kept; one without an answer was stopped. */
export function restoredExchange(key: number, stored: StoredExchange): Exchange {
  const asked = newExchange(key, stored.collection, stored.request);
  return { ...asked, ...stored, stopped: stored.answer === null, isRestored: true };
}
