import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/api-error.js";
import type { Api } from "../api/api.js";
import type { RunState } from "../api/shapes.js";

/** What is known of a collection that is followed. */
export interface Followed {
  /** Of its index; `null` until the server reports it, and for callers that are not the owner. */
  readonly run: RunState | null;
  /** Counts the changes seen. */
  readonly changes: number;
  /** Why the server cannot be reached; `null` while it can. */
  readonly lost: unknown;
}

/** A collection of which nothing is known yet. */
export const nothingFollowed: Followed = { run: null, changes: 0, lost: null };

/** From the first attempt to reach the server again to the last, doubling. */
const retryMs = { least: 1000, most: 15_000 };

/**
 * Follows collections while the page is visible: a hidden tab would use up one of the few connections that a browser
 * opens to a server. After a gap everything may have changed.
 */
export function useFollowed(api: Api, collections: readonly string[]): ReadonlyMap<string, Followed> {
  const [followed, setFollowed] = useState<ReadonlyMap<string, Followed>>(new Map());
  const isVisible = useVisibility();
  const seen = useRef(new Set<string>());
  const names = JSON.stringify([...new Set(collections)].toSorted());
  useEffect(() => {
    if (!isVisible) return undefined;
    const stop = new AbortController();
    for (const name of JSON.parse(names) as string[]) {
      const update = (change: (before: Followed) => Followed) =>
        setFollowed((all) => new Map(all).set(name, change(all.get(name) ?? nothingFollowed)));
      if (seen.current.has(name)) update((before) => ({ ...before, changes: before.changes + 1 }));
      seen.current.add(name);
      void follow(() => api.events(name, stop.signal), update, stop.signal);
    }
    return () => stop.abort();
  }, [api, names, isVisible]);
  return followed;
}

async function follow(
  open: () => ReturnType<Api["events"]>,
  update: (change: (before: Followed) => Followed) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let waitMs = retryMs.least; !signal.aborted; waitMs = Math.min(2 * waitMs, retryMs.most)) {
    try {
      for await (const event of open()) {
        waitMs = retryMs.least;
        if (event.type === "open") update(reconnected);
        if (event.type === "status") update((before) => ({ ...before, run: event }));
        if (event.type === "changed") update((before) => ({ ...before, changes: before.changes + 1 }));
      }
    } catch (error) {
      if (signal.aborted) return;
      update((before) => ({ ...before, lost: error }));
      if (isFinal(error)) return;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function reconnected(before: Followed): Followed {
  return before.lost === null ? before : { ...before, lost: null, changes: before.changes + 1 };
}

/** Whether trying again cannot help: the token is of another start of the server. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && ["token-refused", "user-refused", "permission-denied"].includes(error.code);
}

function useVisibility(): boolean {
  const [isVisible, setVisible] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return isVisible;
}
