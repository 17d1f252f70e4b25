import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { isRagstoneError } from "@ragstone/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveSignIn } from "./resolve-sign-in.js";

const file = `
; made by hand
[__settings__]
default_profile = MAIN

[DEFAULT]
host = https://default.example.com/
token = dapi-default

[MAIN]
host = main.example.com/some/path?o=1
token : dapi-main

[PRINCIPAL]
host = https://sp.example.com
client_id = id-1
client_secret = secret-1

[BARE]
token = dapi-bare
`;

describe("resolveSignIn", () => {
  let dir = "";
  let configFile = "";
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "ragstone-cfg-"));
    configFile = join(dir, "databrickscfg");
    await writeFile(configFile, file);
  });
  afterAll(async () => {
    await rm(dir, { recursive: true });
  });
  const failing = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!isRagstoneError(error)) throw new TypeError("it did not fail as it should");
    return error;
  };

  it("prefers options to the environment, and the environment to the file", async () => {
    const env = {
      DATABRICKS_HOST: "https://env.example.com",
      DATABRICKS_TOKEN: "dapi-env",
      DATABRICKS_CONFIG_FILE: configFile,
    };
    const both = await resolveSignIn({ host: "https://option.example.com", token: "dapi-option", env });
    expect([both.host, await both.token(), both.sources]).toEqual([
      "https://option.example.com",
      "dapi-option",
      { host: "option host", credentials: "option token" },
    ]);
    const fromEnv = await resolveSignIn({ env });
    expect([fromEnv.host, await fromEnv.token(), fromEnv.sources.credentials]).toEqual([
      "https://env.example.com",
      "dapi-env",
      "DATABRICKS_TOKEN",
    ]);
  });

  it("takes the default profile of the settings section, else DEFAULT", async () => {
    const main = await resolveSignIn({ env: { DATABRICKS_CONFIG_FILE: configFile } });
    expect([main.host, await main.token()]).toEqual(["https://main.example.com", "dapi-main"]);
    const plain = join(dir, "plain");
    await writeFile(plain, "[DEFAULT]\nhost = d.example.com\ntoken = t\n");
    expect((await resolveSignIn({ configFile: plain, env: {} })).host).toBe("https://d.example.com");
  });

  it("leaves the file alone when anything is configured before it and no profile is named", async () => {
    const error = await failing(
      resolveSignIn({ env: { DATABRICKS_HOST: "https://env.example.com", DATABRICKS_CONFIG_FILE: configFile } }),
    );
    expect(error.message).toContain("no credentials for https://env.example.com");
  });

  it("reads a named profile with lower precedence than earlier settings", async () => {
    const signIn = await resolveSignIn({
      env: {
        DATABRICKS_HOST: "https://env.example.com",
        DATABRICKS_CONFIG_PROFILE: "BARE",
        DATABRICKS_CONFIG_FILE: configFile,
      },
    });
    expect([signIn.host, await signIn.token()]).toEqual(["https://env.example.com", "dapi-bare"]);
  });

  it("does not merge DEFAULT into another profile", async () => {
    expect((await failing(resolveSignIn({ profile: "BARE", configFile, env: {} }))).message).toContain(
      "there is no host",
    );
  });

  it("names the profiles there are when one is missing", async () => {
    const error = await failing(resolveSignIn({ profile: "NONE", configFile, env: {} }));
    expect(error.message).toContain('has no profile "NONE"');
    expect(error.hint).toContain("DEFAULT, MAIN, PRINCIPAL, BARE");
  });

  it("refuses two methods at once unless one is chosen", async () => {
    const env = {
      DATABRICKS_HOST: "h.example.com",
      DATABRICKS_TOKEN: "dapi-x",
      DATABRICKS_CLIENT_ID: "id",
      DATABRICKS_CLIENT_SECRET: "s3cret",
    };
    const error = await failing(resolveSignIn({ env }));
    expect([error.code, error.message]).toEqual([
      "sign-in-failed",
      "validate: more than one authorization method configured: oauth and pat.",
    ]);
    expect((await resolveSignIn({ env, authType: "pat" })).method).toBe("pat");
    expect((await resolveSignIn({ env: { ...env, DATABRICKS_AUTH_TYPE: "oauth-m2m" } })).method).toBe("oauth-m2m");
  });

  it("names every kind that was tried and what it lacks", async () => {
    const message = async (env: Record<string, string>) =>
      (await failing(resolveSignIn({ env: { DATABRICKS_HOST: "h.example.com", ...env } }))).message;
    expect(await message({ DATABRICKS_CLIENT_ID: "id" })).toBe(
      "There are no credentials for https://h.example.com. Tried: pat lacks DATABRICKS_TOKEN; " +
        "oauth-m2m lacks DATABRICKS_CLIENT_SECRET; env-oidc lacks DATABRICKS_OIDC_TOKEN; " +
        "file-oidc lacks DATABRICKS_OIDC_TOKEN_FILEPATH; " +
        "azure-client-secret lacks ARM_CLIENT_ID and ARM_CLIENT_SECRET; azure-cli lacks a workspace on Azure; " +
        "databricks-cli lacks the program `databricks` in PATH; runtime lacks a Databricks runtime.",
    );
    expect(await message({ DATABRICKS_AUTH_TYPE: "databricks-cli" })).toContain("lacks the program `databricks`");
    expect(await message({ DATABRICKS_RUNTIME_VERSION: "16.4" })).toContain(
      "runtime cannot read the credentials of the notebook",
    );
  });

  it("refuses kinds that it does not know, and names the others", async () => {
    const error = (env: Record<string, string>) =>
      failing(resolveSignIn({ env: { DATABRICKS_HOST: "h.example.com", ...env } }));
    const basic = await error({ DATABRICKS_USERNAME: "u", DATABRICKS_PASSWORD: "p" });
    expect(basic.message).toContain('"basic" is not supported; expected one of pat, oauth-m2m');
    const browser = await error({ DATABRICKS_AUTH_TYPE: "external-browser" });
    expect(browser.hint).toContain("databricks auth login");
    const unset = await failing(resolveSignIn({ env: { DATABRICKS_TOKEN: "t", HOME: dir } }));
    expect(unset.message).toContain("there is no host");
  });

  it("sends no token unencrypted to another machine", async () => {
    expect((await failing(resolveSignIn({ host: "http://w.example.com", token: "t", env: {} }))).message).toContain(
      "unencrypted",
    );
    expect((await resolveSignIn({ host: "http://127.0.0.1:8080", token: "t", env: {} })).host).toBe(
      "http://127.0.0.1:8080",
    );
  });

  it("keeps secrets out of everything it shows", async () => {
    const signIn = await resolveSignIn({
      host: "w.example.com",
      clientId: "id",
      clientSecret: "s3cret-value",
      env: {},
    });
    expect(inspect(signIn, { depth: 9, showHidden: true }) + JSON.stringify(signIn)).not.toContain("s3cret-value");
    const error = await failing(resolveSignIn({ host: "w.example.com", token: "dapi-broken\nheader", env: {} }));
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("dapi-broken");
    expect(signIn.redact("a s3cret-value b")).toBe("a *** b");
  });
});
