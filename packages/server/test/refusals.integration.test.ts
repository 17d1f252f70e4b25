import { request, type IncomingHttpHeaders } from "node:http";
import { expect, it } from "vitest";
import { ownersToken, served } from "./served.js";

interface Raw {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request with exactly these headers: `fetch` would set `Host` and `Origin` itself. */
function send(
  port: number,
  { method = "POST", path = "/api/collections/docs/search", headers = {}, body = '{"query":"keys"}' }: Raw,
) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, method, path, headers, setHost: headers["host"] === undefined },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, text }));
      },
    );
    sent.on("error", reject);
    sent.end(method === "POST" ? body : "");
  });
}

const valid = { authorization: `Bearer ${ownersToken}`, "content-type": "application/json" };
const host = (name: string) => ({ headers: { ...valid, host: name } });
const origin = (name: string, site?: string) => ({
  headers: { ...valid, origin: name, ...(site === undefined ? {} : { "sec-fetch-site": site }) },
});
const type = (name: string) => ({ headers: { authorization: valid.authorization, "content-type": name } });
const token = (value: string) => ({ headers: { "content-type": "application/json", authorization: value } });

const refused: readonly [string, Raw, number][] = [
  ["a foreign host", host("evil.example"), 403],
  ["a foreign host with the port", host("evil.example:7070"), 403],
  ["a host that begins like loopback", host("127.0.0.1.evil.example"), 403],
  ["a host that ends like loopback", host("evil.localhost"), 403],
  ["a host that contains loopback", host("localhost.evil.example:80"), 403],
  ["another address of loopback", host("127.0.0.2"), 403],
  ["all addresses", host("0.0.0.0"), 403],
  ["all addresses of IPv6", host("[::]"), 403],
  ["an address that maps to loopback", host("[::ffff:127.0.0.1]"), 403],
  ["loopback as a number", host("2130706433"), 403],
  ["loopback in hexadecimal", host("0x7f000001"), 403],
  ["loopback in short", host("127.1"), 403],
  ["a host with a user", host("localhost@evil.example"), 403],
  ["a host with a path", host("localhost/evil.example"), 403],
  ["a host with a full stop", host("localhost."), 403],
  ["a port that is none", host("localhost:x"), 403],
  ["two hosts in one", host("localhost, evil.example"), 403],
  ["a foreign origin", origin("https://evil.example"), 403],
  ["a foreign origin that says it is the same", origin("https://evil.example", "same-origin"), 403],
  ["no origin at all", origin("null"), 403],
  ["another port of loopback", origin("http://127.0.0.1:1"), 403],
  ["another name of loopback", origin("http://localhost"), 403],
  ["an origin that begins like ours", origin("http://127.0.0.1.evil.example"), 403],
  ["a file", origin("file://"), 403],
  ["an extension", origin("chrome-extension://abcdef"), 403],
  ["an origin with a user", origin("http://127.0.0.1@evil.example"), 403],
  ["an empty origin", origin(""), 403],
  ["a cross-site request without an origin", { headers: { ...valid, "sec-fetch-site": "cross-site" } }, 403],
  ["a request of a sibling site", { headers: { ...valid, "sec-fetch-site": "same-site" } }, 403],
  ["a read of a foreign page", { method: "GET", path: "/api/collections", ...origin("https://evil.example") }, 403],
  [
    "a preflight of a foreign page",
    { method: "OPTIONS", headers: { origin: "https://evil.example", "access-control-request-method": "POST" } },
    403,
  ],
  ["health under a foreign host", { method: "GET", path: "/health", headers: { host: "evil.example" } }, 403],
  ["the page under a foreign host", { method: "GET", path: "/", headers: { host: "evil.example" } }, 403],
  ["a form", type("application/x-www-form-urlencoded"), 415],
  ["a form with files", type("multipart/form-data; boundary=x"), 415],
  ["plain text", type("text/plain"), 415],
  ["plain text that names JSON", type("text/plain; application/json"), 415],
  ["a type that begins like JSON", type("application/jsonp"), 415],
  ["another JSON type", type("application/json-patch+json"), 415],
  ["an empty type", type(""), 415],
  ["no token", { headers: { "content-type": "application/json" } }, 401],
  ["a wrong token", token("Bearer wrong"), 401],
  ["a token that begins like ours", token(`Bearer ${ownersToken.slice(0, -1)}`), 401],
  ["a token that goes on", token(`Bearer ${ownersToken}x`), 401],
  ["a token without its scheme", token(ownersToken), 401],
  ["another scheme", token(`Basic ${Buffer.from(`owner:${ownersToken}`).toString("base64")}`), 401],
  ["a cookie", { headers: { "content-type": "application/json", cookie: `token=${ownersToken}` } }, 401],
  [
    "a token in the query",
    { path: `/api/collections/docs/search?token=${ownersToken}`, headers: { "content-type": "application/json" } },
    401,
  ],
];

it("refuses foreign hosts, origins, content types and tokens, and allows no other page to read a response", async () => {
  const { port } = await served();
  for (const [what, raw, status] of refused) {
    const response = await send(port, raw);
    const { error } = JSON.parse(response.text) as { readonly error: { readonly hint: string } };
    expect({
      what,
      status: response.status,
      readable: response.headers["access-control-allow-origin"],
      explained: error.hint !== "",
      leaks: response.text.includes("rotated"),
    }).toEqual({ what, status, readable: undefined, explained: true, leaks: false });
  }
  expect(refused.length).toBeGreaterThanOrEqual(40);
});

it.each([
  ["loopback by name", host("localhost")],
  ["loopback with another port, as through a tunnel", host("localhost:8080")],
  ["loopback of IPv6", host("[::1]:7070")],
  ["JSON with a character set", type("application/json; charset=utf-8")],
])("accepts %s", async (_what, raw) => {
  const { port } = await served();
  expect((await send(port, raw)).status).toBe(200);
});

it("accepts the page of its own address", async () => {
  const { port, url } = await served();
  expect((await send(port, origin(url, "same-origin"))).status).toBe(200);
});

it("answers to names and origins that are allowed, and to no others", async () => {
  const { port } = await served({
    server: { allowedHosts: ["Docs.example"], allowedOrigins: ["https://app.example"] },
  });
  expect((await send(port, host("docs.example:443"))).status).toBe(200);
  expect((await send(port, host("other.example"))).status).toBe(403);
  const allowed = await send(port, origin("https://app.example", "cross-site"));
  expect([allowed.status, allowed.headers["access-control-allow-origin"], allowed.headers["vary"]]).toEqual([
    200,
    "https://app.example",
    "origin",
  ]);
  const preflight = await send(port, {
    method: "OPTIONS",
    headers: {
      origin: "https://app.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers["access-control-allow-headers"]).toContain("authorization");
  expect((await send(port, origin("https://other.example", "cross-site"))).status).toBe(403);
});
