/** Resolves when it is the caller's turn. */
export type TakeTurn = () => Promise<void>;

/**
 * Lets work begin in order of arrival, one piece in each turn of the event loop. Searches in a local index wait for
 * nothing but each other's promises: if many began at once, all of them would be half done and hold their memory, and
 * everything else in the process would wait until the last one has ended.
 */
export function turns(): TakeTurn {
  const waiting: (() => void)[] = [];
  const next = (): void => {
    waiting.shift()!();
    if (waiting.length > 0) setImmediate(next);
  };
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(next);
    });
}
