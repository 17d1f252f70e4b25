import { join } from "node:path";
import type { Answer, IndexReport } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { indexedFolder } from "../../engine/test/databricks.js";
import { workspaceFor, type ErrorJson } from "./databricks.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const ask = (folder: string) => [
  "ask",
  "How often are signing keys rotated?",
  folder,
  "--no-sync",
  "--model",
  "databricks:claude-3-7-sonnet",
  "--json",
];

describe("sign-in through the command", () => {
  test("a service principal signs in once for a whole run", async () => {
    const { run, standin } = await workspaceFor();
    const client = {
      DATABRICKS_TOKEN: "",
      DATABRICKS_CLIENT_ID: standin.clientId,
      DATABRICKS_CLIENT_SECRET: standin.clientSecret,
    };
    const folder = await folderOf(documents);
    const indexed = await run(["index", folder, "--embedder", "databricks:gte-large-en", "--verbose", "--json"], {
      env: client,
    });
    expect(indexed.code).toBe(0);
    expect(indexed.json<IndexReport>().documents.indexed).toBe(2);
    expect(standin.requests.filter(({ path }) => path === "/oidc/v1/token")).toHaveLength(1);
    const bearer = standin.requests.find(({ path }) => path.endsWith("/invocations"))?.headers["authorization"] ?? "";
    expect(bearer).toMatch(/^Bearer eyJ/u);
    expect(indexed.out + indexed.err).not.toContain(bearer.slice(7));
  });

  test("doctor names every kind of sign-in that it tried for a host without credentials", async () => {
    const { run } = await workspaceFor();
    const ended = await run(["doctor"], { env: { DATABRICKS_TOKEN: "", PATH: "" } });
    expect(ended.out).toContain("problem sign-in");
    expect(ended.out).toContain("Tried: pat lacks DATABRICKS_TOKEN; oauth-m2m lacks");
    expect(ended.out).toContain("databricks auth login --host");
  });

  test("a token that expires in the middle is renewed, and the run continues", async () => {
    const { run, standin } = await workspaceFor({ faults: [{ name: "latency", value: 300 }] });
    const folder = await folderOf(documents);
    const client = {
      DATABRICKS_TOKEN: "",
      DATABRICKS_CLIENT_ID: standin.clientId,
      DATABRICKS_CLIENT_SECRET: standin.clientSecret,
    };
    const expiring = setInterval(() => {
      if (standin.requests.filter(({ path }) => path === "/oidc/v1/token").length !== 1) return;
      standin.expireTokens();
      clearInterval(expiring);
    }, 1);
    const ended = await run(["index", folder, "--embedder", "databricks:gte-large-en", "--json"], { env: client });
    clearInterval(expiring);
    expect(ended.code).toBe(0);
    const paths = standin.requests.map(({ path, status }) => `${status} ${path}`);
    expect(paths.filter((path) => path.endsWith("/oidc/v1/token"))).toHaveLength(2);
    expect(paths).toContain("403 /serving-endpoints/databricks-gte-large-en/invocations");
  });

  test("a refused client secret is reported without showing it", async () => {
    const { run, standin } = await workspaceFor();
    const wrong = "dose00000000000000000000000000000bad";
    const ended = await run([...ask(await indexedFolder(documents)), "--verbose"], {
      env: { DATABRICKS_TOKEN: "", DATABRICKS_CLIENT_ID: standin.clientId, DATABRICKS_CLIENT_SECRET: wrong },
    });
    expect(ended.code).toBe(7);
    expect(ended.json<ErrorJson>().error).toMatchObject({
      code: "sign-in-failed",
      message: expect.stringContaining("service principal"),
    });
    for (const form of [wrong, Buffer.from(`${standin.clientId}:${wrong}`).toString("base64")])
      expect(ended.out + ended.err).not.toContain(form);
  });

  test("profiles of .databrickscfg: named, default, with a client, and one that lacks its host", async () => {
    const { run, standin } = await workspaceFor();
    const folder = await indexedFolder(documents);
    const home = await folderOf({
      ".databrickscfg": [
        "; written by hand",
        "[DEFAULT]",
        `host = ${standin.host}/`,
        `token = ${standin.token}`,
        "",
        "[robot]",
        `host = ${standin.host}`,
        `client_id = ${standin.clientId}`,
        `client_secret = ${standin.clientSecret}`,
        "",
        "[half]",
        `token = ${standin.token}`,
      ].join("\n"),
    });
    const none = { DATABRICKS_HOST: "", DATABRICKS_TOKEN: "", HOME: home };
    const [byDefault, robot, elsewhere, half] = await Promise.all([
      run(ask(folder), { env: none }),
      run(ask(folder), { env: { ...none, DATABRICKS_CONFIG_PROFILE: "robot" } }),
      run(ask(folder), { env: { ...none, HOME: "/nowhere", DATABRICKS_CONFIG_FILE: join(home, ".databrickscfg") } }),
      run(ask(folder), { env: { ...none, DATABRICKS_CONFIG_PROFILE: "half" } }),
    ]);
    for (const ended of [byDefault, robot, elsewhere]) {
      expect(ended?.code).toBe(0);
      expect(ended?.json<Answer>().status).toBe("answered");
    }
    expect(standin.requests.filter(({ path }) => path === "/oidc/v1/token")).toHaveLength(1);
    expect(half?.code).toBe(7);
    expect(half?.json<ErrorJson>().error.message).toContain("host");
  });
});
