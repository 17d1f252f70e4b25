import type { Embedder, EmbedOptions } from "@ragstone/core";

export interface EmbedCall {
  readonly texts: readonly string[];
  readonly kind: EmbedOptions["kind"];
}

/** An embedder that records its inputs. */
export interface RecordingEmbedder extends Embedder {
  /** Every call in order of arrival, failed ones included. */
  readonly calls: readonly EmbedCall[];
  /** Texts of all calls, in order. */
  readonly texts: readonly string[];
  /** Calls under way. */
  readonly running: number;
  /** Most calls that were ever under way at once. */
  readonly peak: number;
}

/**
 * Wraps an embedder to record its calls.
 *
 * @param before - runs before each call, with its number from 0: throw to fail the call, await to delay it
 */
export function recordingEmbedder(
  inner: Embedder,
  before?: (call: EmbedCall, number: number) => void | Promise<void>,
): RecordingEmbedder {
  const calls: EmbedCall[] = [];
  let running = 0;
  let peak = 0;
  return {
    ...inner,
    get calls() {
      return calls;
    },
    get texts() {
      return calls.flatMap((call) => call.texts);
    },
    get running() {
      return running;
    },
    get peak() {
      return peak;
    },
    async embed(texts, options) {
      const call = { texts: [...texts], kind: options.kind };
      calls.push(call);
      running++;
      peak = Math.max(peak, running);
      try {
        await before?.(call, calls.length - 1);
        return await inner.embed(texts, options);
      } finally {
        running--;
      }
    },
  };
}
