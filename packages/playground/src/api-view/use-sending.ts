import { useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import { addressOf } from "./address-of.js";
import type { Operation } from "./operations-of.js";
import { readResponse } from "./read-response.js";

/** What the server answered so far. */
export interface Received {
  readonly status: string;
  readonly text: string;
}

/** Sends one request at a time. */
export function useSending(api: Api) {
  const [received, setReceived] = useState<Received | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const running = useRef<AbortController | null>(null);
  const send = async (operation: Operation, values: Readonly<Record<string, string>>, content: () => unknown) => {
    setError(null);
    setReceived(null);
    const { signal } = (running.current = new AbortController());
    setRunning(true);
    try {
      const { method } = operation;
      const response = await api.send(addressOf(operation, values), { method, body: content(), signal });
      const status = `${response.status} ${response.statusText}`;
      setReceived({ status, text: "" });
      await readResponse(response, (text) => setReceived({ status, text }));
    } catch (failure) {
      if (!signal.aborted) setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return { send, stop: () => running.current?.abort(), isRunning, received, error };
}
