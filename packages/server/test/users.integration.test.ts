import { createServer as createHttpServer, request, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import type { UserOptions } from "../src/index.js";
import { served } from "./served.js";

const files = {
  "ragstone.principals.json": '{"rules":[{"path":"all.md","principals":["everyone"]}]}',
  "all.md": "# All\n\nThe office opens at eight.\n",
  "hr.md": "---\nprincipals: [hr]\n---\n\n# Pay\n\nThe pay of a clerk is 4,000 francs.\n",
  "ann.md": "---\nprincipals: [user:ann@example.org]\n---\n\n# Ann\n\nAnn keeps the key of the safe.\n",
  "owner.md": "# Owner\n\nThe will is in the cellar.\n",
};

type Headers = Readonly<Record<string, string | string[]>>;

/** Sends exactly these headers: the status, and the paths that the caller sees. */
async function seen(port: number, headers: Headers): Promise<string> {
  const sent = request({ host: "127.0.0.1", port, path: "/api/collections/docs/documents", headers: { ...headers } });
  sent.end();
  const [response] = (await once(sent, "response")) as [NodeJS.ReadableStream & { readonly statusCode: number }];
  let text = "";
  for await (const part of response) text += String(part);
  if (response.statusCode !== 200)
    return `${response.statusCode} ${(JSON.parse(text) as { error: { code: string } }).error.code}`;
  return (JSON.parse(text) as { documents: { path: string }[] }).documents.map(({ path }) => path).join(" ");
}

async function at(listener: RequestListener): Promise<{ url: string; close: () => void }> {
  const server = createHttpServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => server.close().closeAllConnections();
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const servedTo = async (users: UserOptions) => (await served({ files, server: { users } })).port;

describe("users of a proxy", () => {
  it("see the documents that name them, their groups or everyone", async () => {
    const port = await servedTo({ proxy: { addresses: ["127.0.0.1"] } });
    const as = (user: string, groups?: string) =>
      seen(port, { "x-forwarded-email": user, ...(groups === undefined ? {} : { "x-forwarded-groups": groups }) });
    expect(await as("bob@example.org")).toBe("all.md");
    expect(await as("Ann@Example.org")).toBe("all.md ann.md");
    expect(await as("bob@example.org", "sales, hr")).toBe("all.md hr.md");
    expect(await as("bob@example.org", "user:ann@example.org, USER:Ann@example.org")).toBe("all.md");
    expect(await as("hr")).toBe("all.md");
    expect(await seen(port, {})).toBe("401 token-refused");
    expect(await seen(port, { "x-forwarded-groups": "hr" })).toBe("401 token-refused");
  });

  it("are not believed from other addresses, in several headers, or as a list", async () => {
    const elsewhere = await servedTo({ proxy: { addresses: ["10.0.0.0/8", "::1"] } });
    expect(await seen(elsewhere, { "x-forwarded-email": "ann@example.org" })).toBe("401 token-refused");
    const port = await servedTo({ proxy: { addresses: ["127.0.0.0/8"], userHeader: "X-User" } });
    expect(await seen(port, { "x-forwarded-email": "ann@example.org" })).toBe("401 token-refused");
    expect(await seen(port, { "x-user": ["ann@example.org", "bob@example.org"] })).toBe("401 user-refused");
    expect(await seen(port, { "x-user": "ann@example.org, bob@example.org" })).toBe("401 user-refused");
    const twice = { "x-user": "bob@example.org", "x-forwarded-groups": ["hr", "sales"] };
    expect(await seen(port, twice)).toBe("401 user-refused");
    expect(await seen(port, { "x-user": "ann@example.org" })).toBe("all.md ann.md");
  });

  it.each([[[]], [["localhost"]], [["0.0.0.0/0"]], [["10.0.0.0/33"]], [["10.0.0.0/8/8"]]])(
    "need a proxy with an address: %j is refused",
    async (addresses) => {
      await expect(servedTo({ proxy: { addresses } })).rejects.toMatchObject({ code: "invalid-option" });
    },
  );
});

describe("users of an OpenID Connect provider", () => {
  const provider = async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const keys = [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }];
    const { url, close } = await at(({ url: path }, response) => {
      const isDiscovery = path === "/.well-known/openid-configuration";
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(isDiscovery ? { issuer: url, jwks_uri: `${url}/keys` } : { keys }));
    });
    const sign = (claims: JWTPayload, key: typeof privateKey | Uint8Array = privateKey, alg = "ES256") =>
      new SignJWT({ iss: url, aud: "ragstone", email: "ann@example.org", exp: Date.now() / 1000 + 60, ...claims })
        .setProtectedHeader({ alg, kid: "one" })
        .sign(key);
    const users = { oidc: { issuer: url, audience: ["other", "ragstone"] } };
    return { close, sign, users, publicKey: JSON.stringify(keys[0]) };
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it("see what their claims allow", async () => {
    const { sign, users } = await provider();
    const port = await servedTo(users);
    expect(await seen(port, bearer(await sign({})))).toBe("all.md ann.md");
    expect(await seen(port, bearer(await sign({ email: "bob@example.org", groups: ["hr", 3] })))).toBe("all.md hr.md");
    expect(await seen(port, bearer(await sign({ email: "bob@example.org", groups: "hr" })))).toBe("all.md hr.md");
    expect(await seen(port, bearer(await sign({ groups: { anyOf: ["hr"] } })))).toBe("all.md ann.md");
  });

  it("are refused with a token that is expired, meant for others, unverified or signed by others", async () => {
    const { sign, users, publicKey } = await provider();
    const port = await servedTo(users);
    const other = await generateKeyPair("ES256");
    const [, payload] = (await sign({})).split(".");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    const tokens = {
      expired: await sign({ exp: Date.now() / 1000 - 60 }),
      "without an end": await sign({ exp: undefined }),
      "of another issuer": await sign({ iss: "https://evil.example" }),
      "for another audience": await sign({ aud: "mail" }),
      "not valid yet": await sign({ nbf: Date.now() / 1000 + 600 }),
      "without a name": await sign({ email: undefined }),
      "with a name that is none": await sign({ email: ["ann@example.org"] }),
      "of an unverified address": await sign({ email_verified: false }),
      "of another key": await sign({}, other.privateKey),
      "signed with the public key as a secret": await sign({}, Buffer.from(publicKey), "HS256"),
    };
    for (const [what, token] of Object.entries(tokens))
      expect([what, await seen(port, bearer(token))]).toEqual([what, "401 user-refused"]);
    expect(await seen(port, bearer(none))).toMatch(/^401/u);
    expect(await seen(port, bearer("x.y.z"))).toMatch(/^401/u);
  });

  it("get 503 while the provider cannot be reached, and are let in when it can", async () => {
    const { sign, users, close } = await provider();
    const port = await servedTo(users);
    const token = await sign({});
    close();
    expect(await seen(port, bearer(token))).toBe("503 users-unavailable");
    expect(await seen(port, bearer("garbage"))).toBe("401 token-refused");
  });

  it("need a provider at an address that nobody can listen on", async () => {
    await expect(servedTo({ oidc: { issuer: "http://login.example.org", audience: "x" } })).rejects.toMatchObject({
      code: "invalid-option",
    });
  });
});

it("knows users of Databricks Apps and asks the workspace once for their groups", async () => {
  let asked = 0;
  const { url } = await at(({ url: path, headers }, response) => {
    asked += 1;
    const isMe = path === "/api/2.0/preview/scim/v2/Me" && headers.authorization === "Bearer users-access-token";
    response.statusCode = isMe ? 200 : 403;
    response.end(isMe ? '{"userName":"bob@example.org","groups":[{"display":"hr"},{"value":"1"}]}' : "{}");
  });
  const port = await servedTo({ databricksApps: { host: url } });
  const bob = { "x-forwarded-email": "bob@example.org", "x-forwarded-user": "1234@5678" };
  expect(await seen(port, bob)).toBe("all.md");
  for (let time = 0; time < 3; time += 1)
    expect(await seen(port, { ...bob, "x-forwarded-access-token": "users-access-token" })).toBe("all.md hr.md");
  expect(asked).toBe(1);
  expect(await seen(port, { ...bob, "x-forwarded-access-token": "expired" })).toBe("all.md");
  expect(await seen(port, {})).toBe("401 token-refused");
});

it("limits the requests of each user, and proofs that are refused", async () => {
  const proxy = { addresses: ["127.0.0.1"] };
  const limits = { requestsPerMinute: 2, refusalsPerMinute: 3 };
  const { port } = await served({ files, server: { users: { proxy }, limits } });
  const as = (user: string) => seen(port, { "x-forwarded-email": user });
  expect([await as("ann"), await as("ann"), await as("ann"), await as("bob")]).toEqual([
    "all.md",
    "all.md",
    "429 rate-limited",
    "all.md",
  ]);
  const bad = { "x-forwarded-email": "ann, bob" };
  for (let time = 0; time < 3; time += 1) expect(await seen(port, bad)).toBe("401 user-refused");
  expect(await seen(port, bad)).toBe("429 rate-limited");
});
