import { gzipSync } from "node:zlib";
import type { ServerResponse } from "node:http";
import { drip, writeForever, type Misbehave } from "./hostile-server.js";

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
type ModeRow = [
  name: string,
  serve: HostileMode["serve"],
  code: HostileMode["code"],
  says: RegExp,
  requests?: number | undefined,
];

const mebibyte = 1_048_576;
const json = { "content-type": "application/json" };
const events = { "content-type": "text/event-stream" };
/** 256 MiB of blanks as 16 members of a few KB each. */
const bomb = Buffer.concat(Array.from({ length: 16 }, () => gzipSync(Buffer.alloc(16 * mebibyte, " "))));
const page = "<!doctype html><title>Sign in</title><p>Please sign in.";

const vector = (length = 1024): number[] => Array.from({ length }, (_, i) => (i % 7) - 3);
const good = {
  data: [
    { index: 0, embedding: vector() },
    { index: 1, embedding: vector() },
  ],
  usage: { prompt_tokens: 6, total_tokens: 6 },
};

const raw =
  (bytes: string | Buffer, { end = true } = {}): HostileMode["serve"] =>
  (_, response) => {
    const { socket } = response;
    socket?.write(bytes);
    if (end) socket?.end();
  };
const reply =
  (body: unknown, headers: Readonly<Record<string, string>> = json, status = 200): HostileMode["serve"] =>
  (_, response) =>
    response
      .writeHead(status, headers)
      .end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
const refuse =
  (status: number, headers: Readonly<Record<string, string>> = {}): HostileMode["serve"] =>
  (_, response) =>
    response
      .writeHead(status, { ...json, ...headers })
      .end(JSON.stringify({ error_code: "REQUEST_LIMIT_EXCEEDED", message: `Answered ${status}.` }));
const vectors = (data: unknown, usage: unknown = good.usage): HostileMode["serve"] => reply({ data, usage });

const embed = (...[name, serve, code, says, requests]: ModeRow): HostileMode => ({
  name,
  kind: "embed",
  serve,
  code,
  says,
  requests,
});

const twoVectors = /^2 vectors/;
const notSense = /makes no sense/;

const http: readonly HostileMode[] = [
  embed(
    "a flood of headers",
    reply("{}", { ...json, "x-flood": "x".repeat(100_000) }),
    "response-invalid",
    /more header lines/,
    1,
  ),
  embed(
    "a switch of protocols",
    raw("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
    "response-invalid",
    /another protocol/,
    1,
  ),
  embed("another protocol", raw("SSH-2.0-OpenSSH_9.2\r\n"), "response-invalid", /does not answer in HTTP/, 1),
  embed("a page in place of JSON", reply(page), "response-invalid", /a web page/, 1),
  embed(
    "a gzip bomb",
    reply(bomb, { ...json, "content-encoding": "gzip" }),
    "response-too-large",
    /more than \d+ MiB/,
    1,
  ),
  embed(
    "damaged compression",
    reply("no gzip", { ...json, "content-encoding": "gzip" }),
    "response-invalid",
    /compressed/,
    1,
  ),
  embed(
    "compression that ends early",
    reply(gzipSync(JSON.stringify(good)).subarray(0, -20), { ...json, "content-encoding": "gzip" }),
    "*",
    /./,
  ),
  embed("a compression that does not exist", reply(good, { ...json, "content-encoding": "rot13" }), null, twoVectors),
  embed(
    "an endless body",
    (_, response) => writeForever(response.writeHead(200, json), "[".repeat(65_536)),
    "response-too-large",
    /MiB/,
    1,
  ),
  embed(
    "a body that announces 1 GiB",
    (_, response) =>
      writeForever(response.writeHead(200, { ...json, "content-length": String(1024 * mebibyte) }), " ".repeat(65_536)),
    "response-too-large",
    /MiB/,
    1,
  ),
  embed("a slow drip", (_, response) => drip(response.writeHead(200, json), " "), "timed-out", /did not answer within/),
  embed("silence", () => undefined, "timed-out", /did not answer within/),
  embed(
    "a socket that is half closed",
    (_, response) => response.socket?.end(),
    "network-failed",
    /connection to .* failed/,
  ),
  embed(
    "a reset at once",
    (_, response) => response.socket?.resetAndDestroy(),
    "network-failed",
    /connection to .* failed/,
  ),
  embed(
    "a reset in the middle of a body",
    (_, response) =>
      response.writeHead(200, json).write(JSON.stringify(good).slice(0, 500), () => response.socket?.resetAndDestroy()),
    "network-failed",
    /connection to .* failed/,
  ),
  embed(
    "fewer bytes than announced",
    raw('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"data":'),
    "network-failed",
    /connection to .* failed/,
  ),
  embed(
    "more bytes than announced",
    raw('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\n{"data": []}'),
    "response-invalid",
    /not a JSON object|HTTP/,
  ),
  embed(
    "a negative length",
    raw("HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n{}"),
    "response-invalid",
    /does not answer in HTTP/,
    1,
  ),
  embed(
    "two lengths",
    raw("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 7\r\n\r\n{}"),
    "response-invalid",
    /does not answer in HTTP/,
    1,
  ),
  embed(
    "a broken chunk",
    raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
    "response-invalid",
    /does not answer in HTTP/,
    1,
  ),
  embed(
    "a redirect to itself",
    reply("", { location: "/serving-endpoints/x/invocations" }, 302),
    "response-invalid",
    /a redirect/,
    1,
  ),
  embed(
    "an early hint before the answer",
    (_, response) => {
      response.writeEarlyHints({ link: "</x>; rel=preload" });
      response.writeHead(200, json).end(JSON.stringify(good));
    },
    null,
    twoVectors,
    1,
  ),
  embed(
    "interim answers without end",
    (_, response) => writeForever(response.socket!, "HTTP/1.1 102 Processing\r\n\r\n".repeat(500)),
    "*",
    /./,
  ),
  embed("no content", reply("", {}, 204), "response-invalid", /not a JSON object/),
  embed("not modified", reply("", {}, 304), "response-invalid", /304/, 1),
  embed("an empty body", reply(""), "response-invalid", /not a JSON object/),
];

const shapes: readonly HostileMode[] = [
  embed("an array in place of an object", reply([]), "response-invalid", /not a JSON object/),
  embed("null in place of an object", reply("null"), "response-invalid", /not a JSON object/),
  embed("nesting without end", reply("[".repeat(200_000)), "response-invalid", /not a JSON object/),
  embed("data that is an object", vectors({ 0: vector() }), "response-invalid", notSense),
  embed("items that are null", vectors([null, null]), "response-invalid", notSense),
  embed(
    "a vector that is a word",
    vectors([
      { index: 0, embedding: "?" },
      { index: 1, embedding: "?" },
    ]),
    "response-invalid",
    notSense,
  ),
  embed(
    "a vector that is an object",
    vectors([
      { index: 0, embedding: {} },
      { index: 1, embedding: {} },
    ]),
    "response-invalid",
    notSense,
  ),
  embed(
    "NaN in every vector",
    reply(JSON.stringify(good).replaceAll("[-3,", "[NaN,")),
    "response-invalid",
    /not a finite number/,
  ),
  embed(
    "numbers beyond all bounds",
    reply(JSON.stringify(good).replaceAll("[-3,", "[1e999,")),
    "response-invalid",
    /not a finite number/,
  ),
  embed("too few vectors", vectors(good.data.slice(1)), "response-invalid", /1 vectors came for 2 texts/),
  embed(
    "too many vectors",
    vectors([...good.data, { index: 2, embedding: vector() }]),
    "response-invalid",
    /3 vectors came for 2 texts/,
  ),
  embed("no vectors", vectors([]), "response-invalid", /0 vectors came for 2 texts/),
  embed("an index twice", vectors([good.data[0], good.data[0]]), "response-invalid", /has the index 0/),
  embed(
    "an index out of range",
    vectors([good.data[0], { index: 7, embedding: vector() }]),
    "response-invalid",
    /has the index 7/,
  ),
  embed(
    "an index that is a word",
    vectors([good.data[0], { index: "1", embedding: vector() }]),
    "response-invalid",
    /has the index "1"/,
  ),
  embed("indexes in reverse", vectors(good.data.toReversed()), null, twoVectors, 1),
  embed(
    "vectors of zeros",
    vectors(good.data.map(({ index }) => ({ index, embedding: vector().fill(0) }))),
    "response-invalid",
    /all zeros/,
  ),
  embed(
    "another length of vectors",
    vectors(good.data.map(({ index }) => ({ index, embedding: vector(7) }))),
    "response-invalid",
    /vectors of 7 dimensions; expected 1024/,
  ),
  embed(
    "two lengths of vectors",
    vectors([good.data[0], { index: 1, embedding: vector(7) }]),
    "response-invalid",
    /vectors of 7 dimensions/,
  ),
  embed("no usage", vectors(good.data, null), null, twoVectors, 1),
  embed("a negative usage", vectors(good.data, { prompt_tokens: -5 }), null, twoVectors, 1),
  embed("a usage beyond all bounds", vectors(good.data, { prompt_tokens: 1e300 }), null, twoVectors, 1),
  embed("a usage in words", vectors(good.data, { prompt_tokens: "six" }), null, twoVectors, 1),
  embed("a byte order mark", reply(Buffer.from(`\uFEFF${JSON.stringify(good)}`)), null, twoVectors, 1),
  embed(
    "bytes that are no UTF-8",
    reply(Buffer.concat([Buffer.from('{"data":"'), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from('"}')])),
    "response-invalid",
    notSense,
  ),
];

const statuses: readonly HostileMode[] = [
  embed("429 forever", refuse(429), "rate-limited", /over its rate limit/),
  embed(
    "429 with a Retry-After of a century",
    refuse(429, { "retry-after": "3153600000" }),
    "rate-limited",
    /over its rate limit/,
    1,
  ),
  embed(
    "429 with a negative Retry-After",
    refuse(429, { "retry-after": "-30" }),
    "rate-limited",
    /over its rate limit/,
  ),
  embed(
    "429 with a Retry-After in the past",
    refuse(429, { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }),
    "rate-limited",
    /over its rate limit/,
  ),
  embed(
    "429 with a Retry-After in the far future",
    refuse(429, { "retry-after": "Wed, 21 Oct 2115 07:28:00 GMT" }),
    "rate-limited",
    /over its rate limit/,
    1,
  ),
  embed(
    "429 with a Retry-After that is none",
    refuse(429, { "retry-after": "soon" }),
    "rate-limited",
    /over its rate limit/,
  ),
  embed("503 forever", refuse(503), "service-failed", /answered 503/),
  embed(
    "503 in turns with an answer",
    (body, response, count) => (count % 2 === 1 ? refuse(503) : reply(good))(body, response, count),
    null,
    twoVectors,
    2,
  ),
  embed("401", refuse(401), "sign-in-failed", /refused the sign-in with 401/, 1),
  embed(
    "500 with a page",
    reply(page, { "content-type": "text/html" }, 500),
    "service-failed",
    /answered 500 with a web page/,
  ),
  embed("a status that does not exist", reply("{}", json, 799), "*", /799/),
  embed(
    "an error of many megabytes",
    (_, response) => writeForever(response.writeHead(400, json), "no such field ".repeat(5000)),
    "*",
    /no such field/,
  ),
];

const frame = (choice: object, more: object = {}): string =>
  `data: ${JSON.stringify({ id: "c", choices: [{ index: 0, ...choice }], ...more })}\n\n`;
const text = (content: unknown): string => frame({ delta: { content } });
const stop = (reason: unknown = "stop"): string => frame({ delta: { content: "" }, finish_reason: reason });
const done = "data: [DONE]\n\n";
const stream = (...frames: readonly (string | Buffer)[]): HostileMode["serve"] =>
  reply(Buffer.concat(frames.map((part) => (typeof part === "string" ? Buffer.from(part) : part))), events);
const forever =
  (piece: string): HostileMode["serve"] =>
  (_, response) =>
    writeForever(response.writeHead(200, events), piece);
const chat = (...[name, serve, code, says, requests]: ModeRow): HostileMode => ({
  name,
  kind: "chat",
  serve,
  code,
  says,
  requests,
});

const streams: readonly HostileMode[] = [
  chat("a page in place of a stream", stream(page), "response-invalid", /a web page/, 1),
  chat(
    "a gzip bomb of one line",
    reply(bomb, { ...events, "content-encoding": "gzip" }),
    "response-too-large",
    /characters|MiB/,
    1,
  ),
  chat("an endless line", forever("data: ".repeat(10_000)), "response-too-large", /a line of more than/, 1),
  chat("an endless event", forever(`data: ${"x".repeat(60_000)}\n`), "response-too-large", /an event of more than/, 1),
  chat("comments as fast as they are read", forever(`: ${"x".repeat(60_000)}\n\n`), "response-too-large", /MiB/, 1),
  chat(
    "comments that keep the connection open",
    (_, response) => drip(response.writeHead(200, events), ": keep-alive\n\n"),
    "timed-out",
    /did not answer within/,
  ),
  chat(
    "frames without content, without end",
    (_, response) => drip(response.writeHead(200, events), text("")),
    "timed-out",
    /did not answer within/,
  ),
  chat("words without end", forever(text("word ".repeat(100))), "response-too-large", /far beyond the 50 tokens/, 1),
  chat(
    "a reset in the middle of an event",
    (_, response) =>
      response.writeHead(200, events).write(`${text("Keys")}data: {"choi`, () => response.socket?.resetAndDestroy()),
    "stream-cut",
    /broke off after 4 characters/,
    1,
  ),
  chat(
    "silence in the middle",
    (_, response) => response.writeHead(200, events).write(text("Keys")),
    "stream-cut",
    /nothing came for too long/,
    1,
  ),
  chat("no [DONE] after the reason", stream(text("Keys."), stop()), null, /^Keys\. stop$/, 1),
  chat("neither reason nor [DONE]", stream(text("Keys.")), "stream-cut", /ended before the answer did/, 1),
  chat("[DONE] at once", stream(done), null, /^ stop$/, 1),
  chat("[DONE] twice", stream(text("Keys."), stop(), done, done), null, /^Keys\. stop$/, 1),
  chat("words after [DONE]", stream(text("Keys."), stop(), done, text("More")), null, /^Keys\. stop$/, 1),
  chat("an empty stream", stream(), "stream-cut", /ended before the answer did/),
  chat(
    "an error inside the stream",
    stream(text("Keys"), 'data: {"error_code":"INTERNAL_ERROR","message":"upstream"}\n\n'),
    "stream-cut",
    /upstream/,
    1,
  ),
  chat(
    "an error of another form inside",
    stream(text("Keys"), 'data: {"error":{"message":"upstream","code":500}}\n\n'),
    "stream-cut",
    /upstream/,
    1,
  ),
  chat("a frame that is no JSON", stream(text("Keys"), "data: {broken\n\n"), "stream-cut", /a frame is not JSON/, 1),
  chat(
    "frames of null",
    stream("data: null\n\n", text("Keys."), "data: 7\n\n", stop(), done),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "a tool call that nobody asked for",
    stream(
      frame({ delta: { tool_calls: [{ index: 0, id: "x", function: { name: "rm", arguments: "{}" } }] } }),
      stop("tool_calls"),
      done,
    ),
    null,
    /^ tool-calls$/,
    1,
  ),
  chat("an unknown reason", stream(text("Keys."), stop("exhausted"), done), null, /^Keys\. unknown$/, 1),
  chat("a reason that is a number", stream(text("Keys."), stop(7), done), null, /^Keys\. stop$/, 1),
  chat(
    "content as a list",
    stream(text([{ type: "text", text: "Keys." }, 7, null]), stop(), done),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat("content as an object", stream(text({ text: "Keys." }), text("Keys."), stop(), done), null, /^Keys\. stop$/, 1),
  chat("content of null", stream(text(null), stop(), done), null, /^ stop$/, 1),
  chat(
    "a delta that is a list",
    stream(frame({ delta: ["Keys."] }), text("Keys."), stop(), done),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "choices that are no list",
    stream('data: {"choices":{}}\n\n', text("Keys."), stop(), done),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "choices out of order",
    stream(frame({ index: 1, delta: { content: "No." } }), text("Keys."), stop(), done),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "usage beyond all bounds",
    stream(
      text("Keys."),
      frame({ finish_reason: "stop" }, { usage: { prompt_tokens: -1, completion_tokens: 1e300 } }),
      done,
    ),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "bytes that are no UTF-8 in a stream",
    stream(
      Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"Keys'),
      Buffer.from([0xff]),
      Buffer.from('"}}]}\n\n'),
      stop(),
      done,
    ),
    null,
    /^Keys\uFFFD stop$/u,
    1,
  ),
  chat("a byte order mark in a stream", stream("\uFEFF", text("Keys."), stop(), done), null, /^Keys\. stop$/, 1),
  chat(
    "a character split between chunks",
    (_, response) => {
      const bytes = Buffer.from(text("Schlüssel"));
      const middle = bytes.indexOf(0xc3) + 1;
      response
        .writeHead(200, events)
        .write(bytes.subarray(0, middle), () =>
          setTimeout(() => response.end(Buffer.concat([bytes.subarray(middle), Buffer.from(stop() + done)])), 20),
        );
    },
    null,
    /^Schlüssel stop$/u,
    1,
  ),
  chat(
    "line ends of Windows",
    stream((text("Keys.") + stop() + done).replaceAll("\n", "\r\n")),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat(
    "a whole answer in place of a stream",
    reply({ choices: [{ index: 0, message: { content: "Keys." }, finish_reason: "stop" }] }),
    null,
    /^Keys\. stop$/,
    1,
  ),
  chat("a whole answer without choices", reply({ choices: null }), "response-invalid", /no list of choices/),
  chat("no content in place of a stream", reply("", events, 204), "*", /./),
];

/** Modes that end by the time for an answer. */
const silent: ReadonlySet<string> = new Set([
  "a slow drip",
  "silence",
  "interim answers without end",
  "comments that keep the connection open",
  "frames without content, without end",
  "silence in the middle",
]);

/** Every mode, each of which ends within the limits of the handbook. */
export const hostileModes: readonly HostileMode[] = [...http, ...shapes, ...statuses, ...streams].map((mode) =>
  silent.has(mode.name) ? { ...mode, timeoutMs: 300 } : mode,
);

/** A server of one mode. */
export const serving = ({ serve }: HostileMode): Misbehave => {
  let count = 0;
  return (body, response) => {
    count += 1;
    return serve(body, response, count);
  };
};
