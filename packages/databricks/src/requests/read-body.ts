import { boundedBytes } from "./bounded-bytes.js";

/** Most bytes of one answer, decompressed: far above the largest batch of vectors, and small for a process. */
export const maxBodyBytes = 64 * 1_048_576;

/**
 * The whole body as text, UTF-8.
 *
 * @throws {@link RemoteError} `response-too-large` above `maxBytes`
 */
export async function readBody(response: Response, maxBytes = maxBodyBytes): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const bytes of boundedBytes(response, maxBytes)) parts.push(decoder.decode(bytes, { stream: true }));
  parts.push(decoder.decode());
  return parts.join("");
}
