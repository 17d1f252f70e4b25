import { RemoteError } from "@ragstone/core";

/**
 * The bytes of a body as they arrive, decompressed, up to a limit. Leaving the loop early ends the connection.
 *
 * @throws {@link RemoteError} `response-too-large` at the first byte above the limit
 */
export async function* boundedBytes(response: Response, maxBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
      if (bytes > maxBytes) throw tooLarge(response, maxBytes);
      yield value;
    }
  } finally {
    // Ends the connection where the consumer stopped early; after the end it does nothing.
    await reader.cancel().catch(() => undefined);
  }
}

function tooLarge({ url, status }: Response, maxBytes: number): RemoteError {
  const host = URL.canParse(url) ? new URL(url).host : "The service";
  return new RemoteError(
    "response-too-large",
    `${host} answered with more than ${Math.round(maxBytes / 1_048_576)} MiB (decompressed); the rest was not read.`,
    {
      hint: "Check what answers at this address: a model's answer is far smaller.",
      status,
      data: { maxBytes },
    },
  );
}
