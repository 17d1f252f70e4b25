import { gzipSync } from "node:zlib";
import { writeForever } from "../hostile-server.js";
import {
  type HostileMode,
  json,
  brotliBomb,
  vector,
  good,
  raw,
  reply,
  refuse,
  vectors,
  embed,
  twoVectors,
  notSense,
  chunked,
  goodText,
  failure,
  scaled,
} from "./hostile-mode.js";

/** Answers of other kinds. */
export const moreAnswers: readonly HostileMode[] = [
  embed(
    "headers that come byte by byte",
    (_, { socket }) => {
      socket?.write("HTTP/1.1 200 OK\r\nx-slow: ");
      const timer = setInterval(() => socket?.write("x"), 5);
      socket?.on("close", () => clearInterval(timer));
    },
    "timed-out",
    /did not answer within/,
  ),
  embed(
    "trailers after the body",
    chunked(goodText.length.toString(16), `${goodText}\r\n0\r\nx-checksum: 1\r\n\r\n`),
    null,
    twoVectors,
    1,
  ),
  embed(
    "trailers without end",
    (_, { socket }) => {
      socket!.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`);
      writeForever(socket!, "x-trailer: x\r\n".repeat(1000));
    },
    "*",
    /./,
  ),
  embed("an extension of a chunk without end", chunked(`2;${"x".repeat(200_000)}`, "{}\r\n0\r\n\r\n"), "*", /./),
  embed(
    "a length and chunks at once",
    raw("HTTP/1.1 200 OK\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
    "response-invalid",
    /./,
  ),
  embed("a size of a chunk beyond all bounds", chunked("ffffffffffffffffff", "{}"), "response-invalid", /HTTP/, 1),
  embed(
    "a Brotli bomb",
    reply(brotliBomb, { ...json, "content-encoding": "br" }),
    "response-too-large",
    /more than \d+ MiB/,
    1,
  ),
  embed(
    "compression in compression",
    reply(gzipSync(gzipSync(goodText)), { ...json, "content-encoding": "gzip" }),
    "response-invalid",
    /not a JSON object/,
  ),
  embed("an error with 200", reply(failure), "response-invalid", /upstream server is on fire/),
  embed(
    "an error of another form with 200",
    reply({ error: { message: "The upstream server is on fire.", code: 500 } }),
    "response-invalid",
    /upstream server is on fire/,
  ),
  embed(
    "a body in UTF-16",
    reply(Buffer.from(`\uFEFF${goodText}`, "utf16le")),
    "response-invalid",
    /not a JSON object/,
  ),
  embed("bytes of zero around the JSON", reply(`\0\0${goodText}\0`), "response-invalid", /not a JSON object/),
  embed(
    "an error with zeros and escapes",
    reply({ error_code: "BAD_REQUEST", message: "no\u0000pe \u001b[2J" }, json, 400),
    "*",
    /no.pe/su,
  ),
  embed(
    "keys of prototypes",
    reply(`{"__proto__":{"data":1},"constructor":2,${goodText.slice(1)}`),
    null,
    twoVectors,
    1,
  ),
  embed(
    "numbers as words",
    reply(goodText.replaceAll(/-?\d+(?=[,\]])/g, (value) => `"${value}"`)),
    "response-invalid",
    notSense,
  ),
  embed("vectors beyond single precision", vectors(scaled(1e307)), "response-invalid", /not a finite number/),
  embed("vectors of huge numbers", vectors(scaled(1e37)), null, twoVectors, 1),
  embed("vectors below single precision", vectors(scaled(1e-310)), "response-invalid", /all zeros/),
  embed("vectors of tiny numbers", vectors(scaled(1e-12)), null, twoVectors, 1),
  embed("a vector of lists", vectors(good.data.map(({ index }) => ({ index, embedding: [vector()] }))), "*", /./),
  embed(
    "429 with a Retry-After of four hundred digits",
    refuse(429, { "retry-after": "9".repeat(400) }),
    "rate-limited",
    /over its rate limit/,
    1,
  ),
  embed(
    "503 with a Retry-After of an hour",
    refuse(503, { "retry-after": "3600" }),
    "service-failed",
    /answered 503/,
    1,
  ),
  embed("408 forever", refuse(408), "timed-out", /408/),
  embed("a teapot", refuse(418), "request-rejected", /418/, 3),
  embed("a redirect without a target", reply("", {}, 301), "response-invalid", /a redirect to another page/, 1),
  embed("an error nested without end", reply('{"error":'.repeat(50_000), json, 400), "*", /./, 3),
];
