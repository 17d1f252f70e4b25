import { writeForever } from "../hostile-server.js";
import { type HostileMode, json, page, good, reply, refuse, embed, twoVectors } from "./hostile-mode.js";

export const statusModes: readonly HostileMode[] = [
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
