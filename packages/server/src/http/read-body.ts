import type { IncomingMessage } from "node:http";
import { RequestError } from "./request-error.js";

/**
 * The body of a request as JSON, at most `maxBytes` of it.
 *
 * @throws {@link RequestError} 415 for another content type, 413 for a longer body, 400 for text that is not JSON
 */
export async function readJson(incoming: IncomingMessage, maxBytes: number): Promise<unknown> {
  const type = incoming.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw new RequestError(415, "content-type-refused", `The content type is ${JSON.stringify(type ?? "")}.`, {
      hint: "Send JSON with the header `content-type: application/json`.",
    });
  const text = (await readBytes(incoming, maxBytes)).toString("utf8");
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new RequestError(400, "invalid-json", "The body is not JSON.", {
      hint: `Send one JSON object. ${(error as Error).message}`,
      cause: error,
    });
  }
}

async function readBytes(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(maxBytes: number): RequestError {
  return new RequestError(413, "body-too-large", `The body is longer than ${maxBytes.toLocaleString("en")} bytes.`, {
    hint: "Send less in one request.",
  });
}
