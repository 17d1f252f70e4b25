import type { IncomingMessage } from "node:http";

/** 4 MB for endpoints of foundation models (model serving limits page). */
const maxBytes = 4 * 1024 * 1024;

/**
 * The body, or `null` when it is over 4 MB: the rest is read and dropped, so that the client receives the answer.
 */
export async function readBody(
  request: IncomingMessage,
): Promise<{ readonly bytes: Buffer | null; readonly length: number }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= maxBytes) parts.push(part);
    else parts.length = 0;
  }
  return { bytes: length <= maxBytes ? Buffer.concat(parts, length) : null, length };
}
