import { linkSignals, RemoteError, type LinkedSignal } from "@ragstone/core";

/** Most bytes of one answer, decompressed. */
const maxBytes = 64 * 1_048_576;
/** Longest time of one answer, streams included: a long one of a model on this machine, a token or two per second. */
const maxMs = 30 * 60_000;

/**
 * `fetch` whose answers end: above 64 MiB with a {@link RemoteError} `response-too-large`, after 30 minutes with a
 * timeout, whatever keeps the connection open.
 */
export const boundedFetch: typeof fetch = async (input, init) => {
  const linked = linkSignals([init?.signal ?? undefined], maxMs);
  try {
    const response = await fetch(input, { ...init, signal: linked.signal });
    if (response.body === null) {
      linked[Symbol.dispose]();
      return response;
    }
    const { status, statusText, headers, url } = response;
    return new Response(bounded(response.body, url, linked), { status, statusText, headers });
  } catch (error) {
    linked[Symbol.dispose]();
    throw error;
  }
};

/** The body, which forgets its time when it is read or left. */
function bounded(body: ReadableStream<Uint8Array>, url: string, time: LinkedSignal): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  const end = async (reason: unknown): Promise<void> => {
    time[Symbol.dispose]();
    await reader.cancel(reason);
  };
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          time[Symbol.dispose]();
          throw error;
        });
        if (done) {
          time[Symbol.dispose]();
          return controller.close();
        }
        bytes += value.byteLength;
        if (bytes <= maxBytes) return controller.enqueue(value);
        const error = tooLarge(url);
        await end(error);
        throw error;
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

function tooLarge(url: string): RemoteError {
  return new RemoteError(
    "response-too-large",
    `${URL.canParse(url) ? new URL(url).host : "The service"} answered with more than 64 MiB (decompressed); the rest was not read.`,
    { hint: "Check what answers at this address: a model's answer is far smaller.", data: { maxBytes } },
  );
}
