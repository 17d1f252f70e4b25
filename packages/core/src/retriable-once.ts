/** A value that is made on first use and then shared. */
export interface RetriableOnce<T> {
  /** The value, made now if it is not there. Calls that come while it is being made share the outcome. */
  (): Promise<T>;
  /** The value made or being made; `null` before the first call and after a failure. */
  readonly current: () => Promise<T> | null;
  /** Drops the value, so that the next call makes another. */
  readonly forget: () => void;
}

/**
 * Shares what `make` resolves to. A failure reaches the callers that waited for it and is not kept: the next call makes
 * the value again, so that an environment variable that arrives late or an endpoint that was down costs one error.
 *
 * @example
 * ```ts
 * const signIn = retriableOnce(() => resolveSignIn(options));
 * await signIn();
 * ```
 */
export function retriableOnce<T>(make: () => Promise<T>): RetriableOnce<T> {
  let current: Promise<T> | null = null;
  const get = (): Promise<T> => {
    if (current !== null) return current;
    const attempt = new Promise<T>((resolve) => resolve(make()));
    current = attempt;
    attempt.catch(() => {
      if (current === attempt) current = null;
    });
    return attempt;
  };
  return Object.assign(get, {
    current: () => current,
    forget: () => {
      current = null;
    },
  });
}
