import { gzipSync } from "node:zlib";
import { drip, writeForever } from "../hostile-server.js";
import { type HostileMode, mebibyte, json, bomb, page, good, raw, reply, embed, twoVectors } from "./hostile-mode.js";

export const httpModes: readonly HostileMode[] = [
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
