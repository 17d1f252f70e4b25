/** A signal that follows others until it is disposed of. */
export interface LinkedSignal extends Disposable {
  readonly signal: AbortSignal;
}

type Fire = (reason: unknown) => void;

/** By signal. One listener serves all: Node warns of a signal with more than ten. */
const followers = new WeakMap<AbortSignal, { readonly all: Set<Fire>; readonly tell: () => void }>();

/**
 * A signal that fires with the first of its sources, with the source's reason, or after a time with a `TimeoutError`.
 * Unlike `AbortSignal.any()` and `AbortSignal.timeout()`, it leaves nothing behind when it is disposed of: Node 20 never
 * forgets what `any()` made of a source that lives on, and a timer holds the context of its call until it fires.
 */
export function linkSignals(sources: readonly (AbortSignal | undefined)[], timeoutMs: number): LinkedSignal {
  const controller = new AbortController();
  const followed = sources.filter((source) => source !== undefined);
  const fire: Fire = (reason) => {
    unlink();
    controller.abort(reason);
  };
  const late = () => fire(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
  const timer = setTimeout(late, timeoutMs);
  timer.unref();
  function unlink(): void {
    clearTimeout(timer);
    for (const source of followed) unfollow(source, fire);
  }
  const fired = followed.find((source) => source.aborted);
  if (fired === undefined) for (const source of followed) follow(source, fire);
  else fire(fired.reason);
  return { signal: controller.signal, [Symbol.dispose]: unlink };
}

function follow(source: AbortSignal, fire: Fire): void {
  let known = followers.get(source);
  if (known === undefined) {
    const all = new Set<Fire>();
    const tell = () => all.forEach((each) => each(source.reason));
    known = { all, tell };
    followers.set(source, known);
    source.addEventListener("abort", tell);
  }
  known.all.add(fire);
}

function unfollow(source: AbortSignal, fire: Fire): void {
  const known = followers.get(source);
  if (known === undefined || !known.all.delete(fire) || known.all.size > 0) return;
  followers.delete(source);
  source.removeEventListener("abort", known.tell);
}
