import { brotliCompressSync, gzipSync } from "node:zlib";
import type { ServerResponse } from "node:http";
import { writeForever } from "../hostile-server.js";

/** One way in which a server misbehaves, and how a request to it ends. */
export interface HostileMode {
  readonly name: string;
  readonly kind: "embed" | "chat";
  /** Answers a request; `count` is its number, from 1. */
  readonly serve: (body: string, response: ServerResponse, count: number) => unknown;
  /** The code of the error; `null` where everything is read all the same. */
  readonly code: string | null;
  /** The message, or the text or the vectors that came. */
  readonly says: RegExp;
  /** Time for one attempt, for modes that say nothing; long enough for a busy machine if absent. */
  readonly timeoutMs?: number;
  /** Most requests; as many as the attempts allow if absent. */
  readonly requests?: number;
}

/** The facts of a mode in one line of a table. */
export type ModeRow = [
  name: string,
  serve: HostileMode["serve"],
  code: HostileMode["code"],
  says: RegExp,
  requests?: number | undefined,
];

export const mebibyte = 1_048_576;
export const json = { "content-type": "application/json" };
export const events = { "content-type": "text/event-stream" };
/** 256 MiB of blanks as 16 members of a few KB each. */
export const bomb = Buffer.concat(Array.from({ length: 16 }, () => gzipSync(Buffer.alloc(16 * mebibyte, " "))));
/** 32 MiB of blanks in a few bytes. A child that this process spawns reports at least its own peak memory, so it is small. */
export const brotliBomb = brotliCompressSync(Buffer.alloc(32 * mebibyte, " "));
export const page = "<!doctype html><title>Sign in</title><p>Please sign in.";

export const vector = (length = 1024): number[] => Array.from({ length }, (_, i) => (i % 7) - 3);
export const good = {
  data: [
    { index: 0, embedding: vector() },
    { index: 1, embedding: vector() },
  ],
  usage: { prompt_tokens: 6, total_tokens: 6 },
};

export const raw =
  (bytes: string | Buffer, { end = true } = {}): HostileMode["serve"] =>
  (_, response) => {
    const { socket } = response;
    socket?.write(bytes);
    if (end) socket?.end();
  };
export const reply =
  (body: unknown, headers: Readonly<Record<string, string>> = json, status = 200): HostileMode["serve"] =>
  (_, response) =>
    response
      .writeHead(status, headers)
      .end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
export const refuse =
  (status: number, headers: Readonly<Record<string, string>> = {}): HostileMode["serve"] =>
  (_, response) =>
    response
      .writeHead(status, { ...json, ...headers })
      .end(JSON.stringify({ error_code: "REQUEST_LIMIT_EXCEEDED", message: `Answered ${status}.` }));
export const vectors = (data: unknown, usage: unknown = good.usage): HostileMode["serve"] => reply({ data, usage });

export const embed = (...[name, serve, code, says, requests]: ModeRow): HostileMode => ({
  name,
  kind: "embed",
  serve,
  code,
  says,
  requests,
});

export const twoVectors = /^2 vectors/;
export const notSense = /makes no sense/;

export const frame = (choice: object, more: object = {}): string =>
  `data: ${JSON.stringify({ id: "c", choices: [{ index: 0, ...choice }], ...more })}\n\n`;
export const text = (content: unknown): string => frame({ delta: { content } });
export const stop = (reason: unknown = "stop"): string => frame({ delta: { content: "" }, finish_reason: reason });
export const done = "data: [DONE]\n\n";
export const stream = (...parts: readonly (string | Buffer)[]): HostileMode["serve"] =>
  reply(Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part))), events);
export const forever =
  (piece: string): HostileMode["serve"] =>
  (_, response) =>
    writeForever(response.writeHead(200, events), piece);
export const chat = (...[name, serve, code, says, requests]: ModeRow): HostileMode => ({
  name,
  kind: "chat",
  serve,
  code,
  says,
  requests,
});

export const frames = (bytes: string | Buffer): HostileMode["serve"] => reply(bytes, events);
export const chunked = (size: string, rest: string): HostileMode["serve"] =>
  raw(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${size}\r\n${rest}`);
export const goodText = JSON.stringify(good);
export const failure = { error_code: "INTERNAL_ERROR", message: "The upstream server is on fire." };
export const scaled = (factor: number) =>
  good.data.map(({ index, embedding }) => ({ index, embedding: embedding.map((value) => value * factor) }));
