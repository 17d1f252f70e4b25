import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { ActiveFaults } from "../faults/fault-box.js";
import { isJsonObject } from "../options/json.js";
import type { Quirks } from "../options/quirks.js";
import type { BodyReply, Reply } from "../replies/reply.js";

const proxyPage =
  "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>" +
  "<body><h1>502 Bad Gateway</h1><hr>proxy</body></html>\n";

/** Parameters of a reply's bytes. */
export interface SendOptions {
  readonly faults: ActiveFaults;
  readonly framePauseMs: number;
  readonly quirks: Quirks;
}

/** Writes a reply, with the faults that concern bytes. Resolves when the answer ended, whichever way. */
export async function send(
  response: ServerResponse,
  reply: Reply,
  { faults, framePauseMs, quirks }: SendOptions,
): Promise<void> {
  const requestId = randomUUID();
  response.setHeader("server", "databricks");
  response.setHeader("vary", "Accept-Encoding");
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("server-timing", `request_id;dur=0;desc="${requestId}", client_protocol;dur=0;desc="HTTP/1.1"`);
  if (faults.has("latency")) await setTimeout(faults.get("latency") ?? 200);
  if (faults.has("reset")) {
    response.destroy();
    return;
  }
  const shown: Reply = faults.has("html")
    ? { kind: "body", status: faults.get("html") ?? 200, contentType: "text/html; charset=utf-8", body: proxyPage }
    : shaped(reply, requestId, quirks);
  for (const [name, value] of Object.entries(shown.headers ?? {})) response.setHeader(name, value);
  const pauseMs = faults.has("slow") ? (faults.get("slow") ?? 20) : framePauseMs;
  if (shown.kind === "body") await sendBody(response, shown, faults, faults.has("slow") ? pauseMs : 0);
  else await sendStream(response, shown, faults, pauseMs);
}

/** Gives an error envelope the form that the quirks configure; other replies are unchanged. */
function shaped(reply: Reply, requestId: string, quirks: Quirks): Reply {
  if (reply.kind !== "body" || reply.status < 400 || reply.contentType !== "application/json") return reply;
  const envelope: unknown = JSON.parse(reply.body.toString());
  if (!isJsonObject(envelope) || typeof envelope["error_code"] !== "string" || typeof envelope["message"] !== "string")
    return reply;
  const { error_code: code, message } = envelope;
  if (quirks.errorForm === "text")
    return { ...reply, contentType: "text/plain; charset=utf-8", body: `${code}: ${message}` };
  if (quirks.errorForm === "api-1.2") return { ...reply, body: JSON.stringify({ error: message }) };
  if (quirks.errorForm === "html")
    return {
      ...reply,
      contentType: "text/html; charset=utf-8",
      body: `<html><head><title>Error ${reply.status}</title></head><body><pre>${code}: ${message}</pre></body></html>`,
    };
  if (!quirks.errorDetails) return reply;
  const details = [{ "@type": "type.googleapis.com/google.rpc.RequestInfo", request_id: requestId, serving_data: "" }];
  return { ...reply, body: JSON.stringify({ ...envelope, details }) };
}

async function sendBody(
  response: ServerResponse,
  reply: BodyReply,
  faults: ActiveFaults,
  pauseMs: number,
): Promise<void> {
  const full = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body);
  const bytes = faults.has("bad-json") ? full.subarray(0, Math.max(1, Math.floor(full.length / 2))) : full;
  response.writeHead(reply.status, { "content-type": reply.contentType, "content-length": bytes.length });
  if (faults.has("cut-stream")) {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
    return;
  }
  const step = faults.has("one-byte") ? 1 : pauseMs > 0 ? 1024 : Math.max(1, bytes.length);
  for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
    if (pauseMs > 0) await setTimeout(pauseMs);
    else if (at > 0) await setImmediate();
    response.write(bytes.subarray(at, at + step));
  }
  response.end();
}

async function sendStream(
  response: ServerResponse,
  reply: Extract<Reply, { kind: "stream" }>,
  faults: ActiveFaults,
  pauseMs: number,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  response.flushHeaders();
  const middle = Math.ceil(reply.frames.length / 2);
  const cutAt = faults.has("cut-stream")
    ? (faults.get("cut-stream") ?? middle)
    : faults.has("stream-error") || faults.has("no-done")
      ? middle
      : Infinity;
  let sent = 0;
  for (const frame of reply.frames) {
    if (response.destroyed || sent >= cutAt) break;
    if (pauseMs > 0) await setTimeout(pauseMs);
    const bytes = Buffer.from(faults.has("bad-json") && sent === middle ? frame.replace(/\}\n\n$/u, "\n\n") : frame);
    if (faults.has("one-byte")) {
      for (let at = 0; at < bytes.length && !response.destroyed; at += 1) {
        response.write(bytes.subarray(at, at + 1));
        await setImmediate();
      }
    } else if (!response.destroyed && !response.write(bytes)) await drained(response);
    sent += 1;
  }
  reply.onEnd?.(sent);
  if (faults.has("cut-stream")) {
    // Written data must be flushed before the connection closes.
    await setTimeout(5);
    response.destroy();
    return;
  }
  if (faults.has("stream-error")) {
    const message = "The server received an invalid response from an upstream server.";
    response.write(`data: ${JSON.stringify({ error_code: "INTERNAL_ERROR", message })}\n\n`);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      response.off("drain", settle).off("close", settle);
      resolve();
    };
    response.on("drain", settle).on("close", settle);
  });
}
