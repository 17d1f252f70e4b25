import { RemoteError } from "@ragstone/core";

/** Most bytes of one answer, decompressed. */
const maxBytes = 64 * 1_048_576;
/** Longest time of one answer, streams included: a long one of a model on this machine, a token or two per second. */
const maxMs = 30 * 60_000;

/**
 * `fetch` whose answers end: above 64 MiB with a {@link RemoteError} `response-too-large`, after 30 minutes with a
 * timeout, whatever keeps the connection open.
 */
export const boundedFetch: typeof fetch = async (input, init) => {
  const time = AbortSignal.timeout(maxMs);
  const signal = init?.signal instanceof AbortSignal ? AbortSignal.any([init.signal, time]) : time;
  const response = await fetch(input, { ...init, signal });
  if (response.body === null) return response;
  const { status, statusText, headers, url } = response;
  return new Response(response.body.pipeThrough(countingBytes(url)), { status, statusText, headers });
};

function countingBytes(url: string): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes <= maxBytes) controller.enqueue(chunk);
      else
        controller.error(
          new RemoteError(
            "response-too-large",
            `${URL.canParse(url) ? new URL(url).host : "The service"} answered with more than 64 MiB (decompressed); the rest was not read.`,
            { hint: "Check what answers at this address: a model's answer is far smaller.", data: { maxBytes } },
          ),
        );
    },
  });
}
