import { RequestError } from "../http/request-error.js";

/** Streams of events that one caller may keep open: one for each page that is in view. */
const perCaller = 16;

/** Bounds the streams that stay open for as long as their readers like. */
export interface FollowerLimit {
  /**
   * Counts a stream of a caller until the result is disposed.
   *
   * @throws {@link RequestError} `too-many-streams`, 429
   */
  take(caller: string): Disposable;
}

/** @param concurrency - requests that the server takes at once; half of them are kept free of such streams */
export function followerLimit(concurrency: number): FollowerLimit {
  const open = new Map<string, number>();
  let all = 0;
  const change = (caller: string, by: 1 | -1) => {
    const count = (open.get(caller) ?? 0) + by;
    all += by;
    if (count === 0) open.delete(caller);
    else open.set(caller, count);
  };
  return {
    take(caller) {
      if (all >= concurrency / 2 || (open.get(caller) ?? 0) >= perCaller)
        throw new RequestError(429, "too-many-streams", "Too many streams of events are open.", {
          hint: "Close other pages or programs that follow the server.",
        });
      change(caller, 1);
      return { [Symbol.dispose]: () => change(caller, -1) };
    },
  };
}
