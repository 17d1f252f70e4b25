import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { startStandin, type Standin } from "@ragstone/standin";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSignIn, createWorkspace, databricksEmbedder, resolveSignIn } from "../src/index.js";
import { failureOf } from "./failure-of.js";

/** Life of the tokens that the workspace issues. */
const lifeSeconds = 5;
const azureApplication = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

/** A program that records its arguments and prints a new token of the stand-in, as the real one does. */
const program = (output: string) => `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const { FAKE_LOG, FAKE_HOST, FAKE_ID, FAKE_SECRET, FAKE_FAILS } = process.env;
const args = process.argv.slice(2).join(" ");
appendFileSync(FAKE_LOG, args + "\\n");
const fail = FAKE_FAILS ? JSON.parse(FAKE_FAILS).find(([part]) => args.includes(part)) : undefined;
if (fail) {
  console.error(fail[1]);
  process.exit(1);
}
fetch(FAKE_HOST + "/oidc/v1/token", {
  method: "POST",
  headers: { authorization: "Basic " + Buffer.from(FAKE_ID + ":" + FAKE_SECRET).toString("base64") },
  body: new URLSearchParams({ grant_type: "client_credentials", scope: "all-apis" }),
})
  .then((response) => response.json())
  .then(({ access_token: token, expires_in: life }) => {
    const end = new Date(Date.now() + life * 1000);
    console.log(JSON.stringify(${output}));
  });
`;
const databricksProgram = program('{ access_token: token, token_type: "Bearer", expiry: end.toISOString() }');
const azureProgram = program(
  '{ accessToken: token, expiresOn: "in local time", expires_on: Math.round(end / 1000), tokenType: "Bearer" }',
);

const clientOf = ({ clientId, clientSecret }: Standin) => ({
  DATABRICKS_CLIENT_ID: clientId,
  DATABRICKS_CLIENT_SECRET: clientSecret,
});

/** A host of its own that answers with JSON, or 404 for `null`. */
async function frontOf(answer: (path: string) => object | null) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const json = answer(request.url ?? "");
    response
      .writeHead(json === null ? 404 : 200, { "content-type": "application/json" })
      .end(JSON.stringify(json ?? {}));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((resolve) => void server.close(resolve)),
  };
}

describe.skipIf(process.platform === "win32")("sign-in", () => {
  let dir = "";
  let log = "";
  let standin: Standin;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "ragstone-sign-in-"));
    standin = await startStandin({ tokenTtlSeconds: lifeSeconds });
    for (const [name, script] of [
      ["databricks", databricksProgram],
      ["az", azureProgram],
    ] as const) {
      await mkdir(join(dir, name));
      await writeFile(join(dir, name, name), script);
      await chmod(join(dir, name, name), 0o755);
    }
  });
  beforeEach(async () => {
    log = join(await mkdtemp(join(dir, "log-")), "log");
    await writeFile(log, "");
    standin.clearRequests();
  });
  afterAll(async () => {
    await standin.close();
    await rm(dir, { recursive: true });
  });

  const environment = (programs: readonly string[], more: Record<string, string> = {}) => ({
    PATH: programs.map((name) => join(dir, name)).join(":"),
    DATABRICKS_HOST: standin.host,
    FAKE_LOG: log,
    FAKE_HOST: standin.host,
    FAKE_ID: standin.clientId,
    FAKE_SECRET: standin.clientSecret,
    ...more,
  });
  const calls = async () => (await readFile(log, "utf8")).trim().split("\n");
  const fails = (...pairs: readonly (readonly [string, string])[]) => ({ FAKE_FAILS: JSON.stringify(pairs) });
  /** Embeds with the sign-in of the environment. */
  const embed = async (env: Record<string, string>) => {
    const { vectors } = await databricksEmbedder({ model: "gte-large-en", env }).embed(["a text"], { kind: "passage" });
    return vectors.length;
  };

  it("asks the Databricks program for the token of the host, or of the profile that names the host", async () => {
    expect(await embed(environment(["databricks"]))).toBe(1);
    expect(await calls()).toEqual([`auth token --host ${standin.host}`]);
    const file = join(dir, "databrickscfg");
    await writeFile(file, `[DEV]\nhost = ${standin.host}\nauth_type = databricks-cli\n`);
    const { DATABRICKS_HOST: _, ...env } = environment(["databricks"]);
    const profile = { ...env, DATABRICKS_CONFIG_FILE: file, DATABRICKS_CONFIG_PROFILE: "DEV" };
    expect(await embed(profile)).toBe(1);
    expect((await calls()).at(-1)).toBe("auth token --profile DEV");
    await embed({ ...profile, ...fails(["--profile", "Error: unknown flag: --profile"]) });
    expect((await calls()).at(-1)).toBe(`auth token --host ${standin.host}`);
  });

  it("asks the Azure program for workspaces on Azure or on demand, and the other one if nobody is signed in", async () => {
    const env = environment(["az", "databricks"], { DATABRICKS_AUTH_TYPE: "azure-cli", ARM_TENANT_ID: "tenant-1" });
    expect(await embed(env)).toBe(1);
    expect(await calls()).toEqual([
      `account get-access-token --resource ${azureApplication} --output json --tenant tenant-1`,
    ]);
    const notSignedIn = fails(["account", "ERROR: Please run 'az login' to setup account."]);
    const resource = { DATABRICKS_AZURE_RESOURCE_ID: "/subscriptions/s/resourceGroups/g" };
    const signIn = await resolveSignIn({ env: environment(["az", "databricks"], { ...resource, ...notSignedIn }) });
    expect(signIn.method).toBe("databricks-cli");
    const error = await failureOf(resolveSignIn({ env: environment(["az"], { ...resource, ...notSignedIn }) }));
    expect(error.message).toContain("azure-cli failed: `az account get-access-token");
    expect(error.message).toContain("Please run 'az login' to setup account");
  });

  it("reads the local time of older Azure programs", async () => {
    const old = join(dir, "old");
    await mkdir(old);
    const output = '{ accessToken: token, expiresOn: "2999-11-28 10:00:00.000000", tokenType: "Bearer" }';
    await writeFile(join(old, "az"), program(output));
    await chmod(join(old, "az"), 0o755);
    const env = environment(["old"], { DATABRICKS_AUTH_TYPE: "azure-cli" });
    const signIn = await resolveSignIn({ env });
    expect(await signIn.token()).toBe(await signIn.token());
    expect(await calls()).toHaveLength(1);
  });

  it("never shows what a program printed", async () => {
    const noisy = join(dir, "noisy");
    await mkdir(noisy);
    await writeFile(join(noisy, "databricks"), `#!${process.execPath}\nconsole.log("token dapi-secret");`);
    await chmod(join(noisy, "databricks"), 0o755);
    const error = await failureOf(resolveSignIn({ env: environment(["noisy"]) }));
    expect(error.message).toContain("printed no JSON object");
    expect(JSON.stringify(error) + error.message).not.toContain("dapi-secret");
  });

  it("runs no program of the current folder", async () => {
    const env = environment(["databricks"]);
    const error = await failureOf(resolveSignIn({ env: { ...env, PATH: ".:databricks" } }));
    expect(error.message).toContain("databricks-cli lacks the program `databricks` in PATH");
  });

  it("exchanges an identity token of a file or a variable, and reads it anew each time", async () => {
    const file = join(dir, "oidc-token");
    await writeFile(file, "an older token");
    const signIn = await resolveSignIn({ env: environment([], { DATABRICKS_OIDC_TOKEN_FILEPATH: file }) });
    expect([signIn.method, (await failureOf(signIn.token())).message]).toEqual([
      "file-oidc",
      expect.stringContaining("refused the OIDC token from"),
    ]);
    await writeFile(file, `${standin.oidcToken}\n`);
    await expect(signIn.token()).resolves.toMatch(/^eyJ/u);
    expect(await embed(environment([], { DATABRICKS_OIDC_TOKEN: standin.oidcToken }))).toBe(1);
    const named = { DATABRICKS_OIDC_TOKEN_ENV: "CI_TOKEN", CI_TOKEN: standin.oidcToken, DATABRICKS_CLIENT_ID: "app-1" };
    expect(await embed(environment([], named))).toBe(1);
    const exchange = standin.requests.findLast(({ path }) => path === "/oidc/v1/token");
    expect(String(exchange?.body)).toContain("client_id=app-1");
  });

  it("signs in service principals of Azure, in the tenant that the workspace names", async () => {
    const tenantPage = createServer((request, response) => {
      const to = request.url === "/aad/auth" ? "https://login.microsoftonline.com/tenant-7/oauth2/authorize?x=1" : "";
      response.writeHead(302, { location: to }).end();
    });
    await new Promise<void>((resolve) => void tenantPage.listen(0, "127.0.0.1", resolve));
    try {
      const host = `http://127.0.0.1:${(tenantPage.address() as AddressInfo).port}`;
      const client = { ARM_CLIENT_ID: standin.clientId, ARM_CLIENT_SECRET: standin.clientSecret };
      const env = environment([], { ...client, DATABRICKS_HOST: host, AZURE_AUTHORITY_HOST: standin.host });
      const signIn = await resolveSignIn({ env });
      await expect(signIn.token()).resolves.toMatch(/^eyJ/u);
      expect(standin.requests.map(({ path }) => path)).toEqual(["/tenant-7/oauth2/token"]);
      expect(await embed({ ...env, DATABRICKS_HOST: standin.host, ARM_TENANT_ID: "tenant-8" })).toBe(1);
      const wrong = { ...env, ARM_CLIENT_SECRET: "wrong-secret", ARM_TENANT_ID: "tenant-8" };
      const error = await failureOf((await resolveSignIn({ env: wrong })).token());
      expect(error.message).toContain("refused the Azure service principal with 401");
    } finally {
      tenantPage.close();
    }
  });

  it("takes Azure's login service from no configuration file", async () => {
    const file = join(dir, "evil");
    const login = "azure_login_host = http://127.0.0.1:1\nazure_authority_host = http://127.0.0.1:1";
    await writeFile(file, `[DEFAULT]\nhost = ${standin.host}\n${login}\nazure_tenant_id = t\n`);
    const signIn = await resolveSignIn({
      azureClientId: standin.clientId,
      azureClientSecret: standin.clientSecret,
      azureLoginHost: standin.host,
      profile: "DEFAULT",
      configFile: file,
      env: {},
    });
    await expect(signIn.token()).resolves.toMatch(/^eyJ/u);
    const unencrypted = { azureLoginHost: "http://login.example.com", host: standin.host, token: "t", env: {} };
    expect((await failureOf(resolveSignIn(unencrypted))).message).toContain("unencrypted");
  });

  it.each([
    ["a service principal", (): Record<string, string> => clientOf(standin)],
    ["an identity token", (): Record<string, string> => ({ DATABRICKS_OIDC_TOKEN: standin.oidcToken })],
  ])("asks for tokens of %s where the workspace's discovery document says", async (_, credentials) => {
    const named = new URL("/oidc/v1/token", standin.host).href;
    const front = await frontOf((path) =>
      path === "/oidc/.well-known/oauth-authorization-server" ? { token_endpoint: named } : null,
    );
    try {
      const signIn = await resolveSignIn({ env: { DATABRICKS_HOST: front.host, ...credentials() } });
      await expect(signIn.token()).resolves.toMatch(/^eyJ/u);
      expect(front.asked).toEqual(["/oidc/.well-known/oauth-authorization-server"]);
    } finally {
      await front.close();
    }
  });

  it("sends no secret to an unencrypted address that a discovery document names", async () => {
    const front = await frontOf(() => ({ token_endpoint: "http://elsewhere.example/token" }));
    try {
      const signIn = await resolveSignIn({ env: { DATABRICKS_HOST: front.host, ...clientOf(standin) } });
      expect((await failureOf(signIn.token())).message).toContain("unencrypted");
    } finally {
      await front.close();
    }
  });

  it("asks at the documented path where there is no discovery document", async () => {
    const front = await frontOf((path) => (path.startsWith("/oidc/.well-known") ? {} : null));
    try {
      const signIn = await resolveSignIn({ env: { DATABRICKS_HOST: front.host, ...clientOf(standin) } });
      expect((await failureOf(signIn.token())).message).toMatch(/404/);
      expect(front.asked.at(-1)).toBe("/oidc/v1/token");
    } finally {
      await front.close();
    }
  });

  it("signs in the service principal of a Databricks App", async () => {
    const app = {
      DATABRICKS_HOST: standin.host,
      DATABRICKS_CLIENT_ID: standin.clientId,
      DATABRICKS_CLIENT_SECRET: standin.clientSecret,
      DATABRICKS_APP_NAME: "docs",
      DATABRICKS_APP_PORT: "8000",
    };
    expect(await embed(app)).toBe(1);
  });

  it("takes tokens of the caller's own", async () => {
    let issued = 0;
    const signIn = createSignIn({
      host: standin.host,
      method: "vault",
      issueToken: () => {
        issued += 1;
        return Promise.resolve({ token: standin.token, expiresMs: Date.now() + 3_600_000 });
      },
    });
    const embedder = databricksEmbedder({ model: "gte-large-en", workspace: createWorkspace({ signIn }) });
    await embedder.embed(["one"], { kind: "passage" });
    await embedder.embed(["two"], { kind: "passage" });
    expect([issued, signIn.method, signIn.redact(standin.token)]).toEqual([1, "vault", "***"]);
  });

  it.each([undefined, {}, { token: "" }, { token: "t", expiresMs: Number.NaN }, { token: "a\nb", expiresMs: 1e15 }])(
    "sends no request with what a sign-in of the caller's own gave: %j",
    async (issued) => {
      const issueToken = () => Promise.resolve(issued as unknown as { token: string; expiresMs: number });
      const signIn = createSignIn({ host: standin.host, issueToken });
      expect((await failureOf(signIn.token())).code).toBe("sign-in-failed");
    },
  );

  it("names a missing option of a sign-in of the caller's own", () => {
    const issueToken = () => Promise.resolve({ token: "t", expiresMs: 0 });
    expect(() => createSignIn({ host: undefined as unknown as string, issueToken })).toThrow(/host is undefined/);
    const options = { host: standin.host } as unknown as Parameters<typeof createSignIn>[0];
    expect(() => createSignIn(options)).toThrow(/issueToken is undefined/);
  });

  it.each([
    ["oauth-m2m", []],
    ["databricks-cli", ["databricks"]],
  ] as const)(
    "outlives three tokens of five seconds without a failure (%s)",
    async (type, programs) => {
      const client = { DATABRICKS_CLIENT_ID: standin.clientId, DATABRICKS_CLIENT_SECRET: standin.clientSecret };
      const env = environment(programs, { DATABRICKS_AUTH_TYPE: type, ...(type === "oauth-m2m" ? client : {}) });
      const embedder = databricksEmbedder({ model: "gte-large-en", env });
      const tokens = () => standin.requests.filter(({ path }) => path === "/oidc/v1/token").length;
      let lost = 0;
      for (let i = 0; tokens() < 4; i += 1) {
        const { vectors } = await embedder.embed([`text ${i}`], { kind: "passage" });
        lost += vectors.filter((vector) => vector === null).length;
      }
      const refused = standin.requests.filter(({ status }) => status === 403 || status === 401);
      expect([lost, refused.length]).toEqual([0, 0]);
    },
    60_000,
  );

  it("loses and repeats none of 20,000 texts with tokens of five seconds", async () => {
    const env = environment([], {
      DATABRICKS_CLIENT_ID: standin.clientId,
      DATABRICKS_CLIENT_SECRET: standin.clientSecret,
    });
    const texts = Array.from({ length: 20_000 }, (_, i) => `entry ${i}`);
    const embedder = databricksEmbedder({ model: "gte-large-en", env, concurrency: 4 });
    const { vectors, failures } = await embedder.embed(texts, { kind: "passage" });
    // A request that waits at the service until its token has ended is refused, and sent again: nothing is paid for it.
    const answered = standin.requests.filter(({ status }) => status === 200);
    const sent = answered.flatMap(({ body }) => (body as { input?: readonly string[] } | null)?.input ?? []);
    expect([vectors.filter((vector) => vector !== null).length, failures.length]).toEqual([20_000, 0]);
    expect([sent.length, new Set(sent).size]).toEqual([20_000, 20_000]);
  }, 120_000);
});
