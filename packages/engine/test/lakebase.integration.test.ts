import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { issueDatabasePassword, createWorkspace } from "@ragstone/databricks";
import { postgresIndex } from "@ragstone/postgres";
import type { StandinOptions } from "@ragstone/standin";
import { postgresServer, sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ragstone } from "../../cli/test/command.js";
import { workspaceFor } from "./databricks.js";
import { folderOf, guide, lunch } from "./folder.js";

const server = await postgresServer();

const endpoint = "projects/docs/branches/main/endpoints/primary";
const wait = async (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe.skipIf(server === null || server.kill === null)("a Lakebase database", () => {
  let administrator: pg.Client;

  beforeAll(async () => {
    administrator = new pg.Client({ connectionString: server!.url });
    await administrator.connect();
    await administrator.query('CREATE ROLE "writer@corp.example" LOGIN SUPERUSER');
    const [{ hba_file: hba }] = (await administrator.query("SHOW hba_file")).rows as [{ hba_file: string }];
    writeFileSync(hba, `host all writer@corp.example 127.0.0.1/32 scram-sha-256\n${readFileSync(hba, "utf8")}`);
    await administrator.query("SELECT pg_reload_conf()");
  });
  afterAll(async () => {
    await administrator?.end();
    await server?.stop();
  });

  /** The URL of a new collection; `sslmode=disable` since the server of the tests has no TLS. */
  const urlOf = (lakebase: string) =>
    `postgres://writer%40corp.example@${new URL(server!.url).host}/postgres?collection=${randomUUID()}&lakebase=${lakebase}&sslmode=disable`;

  /** A workspace whose tokens the server takes until they expire, and then no more; each replaces the one before. */
  async function workspace(tokenTtlMs: number, options: StandinOptions = {}) {
    const tokens: string[] = [];
    const { standin } = await workspaceFor(options);
    const onToken = async (token: string, expiresMs: number) => {
      tokens.push(token);
      const until = new Date(expiresMs).toISOString();
      await administrator.query(`ALTER ROLE "writer@corp.example" PASSWORD '${token}' VALID UNTIL '${until}'`);
    };
    for (const name of [endpoint, "old-instance"]) standin.addDatabase(name, { tokenTtlMs, onToken });
    const env = { DATABRICKS_HOST: standin.host, DATABRICKS_TOKEN: standin.token, HOME: await folderOf({}) };
    const signedIn = createWorkspace({ host: standin.host, token: standin.token });
    const issuePassword = (database: string) => issueDatabasePassword({ database, workspace: signedIn });
    return { standin, env, tokens, issuePassword };
  }

  test.each([endpoint, "old-instance"])("at %s is signed in to with a token of the workspace", async (lakebase) => {
    const { env, tokens, standin } = await workspace(3_600_000);
    const folder = await folderOf({ "keys.md": guide, "lunch.txt": lunch });
    const index = urlOf(lakebase);
    const made = await ragstone(["index", folder, "--index", index, "--json"], { env });
    expect(made).toMatchObject({ code: 0 });
    const found = await ragstone(["search", "signing keys", "--index", index, "--json"], { env });
    expect(found.code).toBe(0);
    expect(found.out).toContain("keys.md");
    // One token serves all connections of a process.
    expect(tokens).toHaveLength(2);
    expect(standin.requests[0]!.path).toBe(
      lakebase === endpoint ? "/api/2.0/postgres/credentials" : "/api/2.0/database/credentials",
    );
    for (const secret of [...tokens, standin.token]) expect(made.out + made.err + found.out).not.toContain(secret);
  });

  test("fails no query while its tokens expire three times", async () => {
    const tokenTtlMs = 2000;
    const { tokens, issuePassword, standin } = await workspace(tokenTtlMs);
    // The service fails now and then, too.
    standin.setFaults([{ name: "503", on: "database", share: 0.3 }]);
    const provider = postgresIndex({ url: urlOf(endpoint), issuePassword, connectionLifetimeMs: 150 });
    const writer = await provider.write({ create: sampleFingerprint });
    const ends = Date.now() + tokenTtlMs * 3.6;
    let [queries, written] = [0, 0];
    const read = async () => {
      for (; Date.now() < ends; queries += 1) {
        await writer.search({ text: "line", k: 3 });
        await wait(10);
      }
    };
    const write = async () => {
      for (; Date.now() < ends; written += 1) {
        const entry = sampleDocument(`${written}.md`, `line ${written}`);
        await writer.putVectors(sampleVectors(entry));
        await writer.replaceDocument(entry);
      }
    };
    // Each of these fails with the first query that does.
    await Promise.all([read(), read(), read(), write()]);
    expect(queries).toBeGreaterThan(50);
    expect(await writer.status()).toMatchObject({ documents: written });
    expect(tokens.length).toBeGreaterThanOrEqual(4);
    await writer.close();
  });

  test("takes another token where the server refuses one that another process had replaced", async () => {
    const { tokens, issuePassword } = await workspace(3_600_000);
    const provider = postgresIndex({ url: urlOf(endpoint), issuePassword, connectionLifetimeMs: 100 });
    expect(await provider.exists()).toBe(false);
    await issuePassword(endpoint);
    await wait(300);
    expect(await provider.exists()).toBe(false);
    expect(tokens).toHaveLength(3);
  });

  test("that the workspace does not have, or a workspace that refuses, is exit 7 at once", async () => {
    const { env } = await workspace(3_600_000);
    for (const [lakebase, code, signIn] of [
      ["other-instance", "request-rejected", env],
      [endpoint, "sign-in-failed", { ...env, DATABRICKS_TOKEN: "dapi-wrong" }],
    ] as const) {
      const { code: exit, json } = await ragstone(["status", "--index", urlOf(lakebase), "--json"], { env: signIn });
      expect({ exit, ...json<{ error: object }>().error }).toMatchObject({ exit: 7, code });
    }
  });

  test("needs a user, no password, and a name", async () => {
    for (const url of [
      "postgres://h/db?lakebase=x",
      "postgres://u:secret@h/db?lakebase=x",
      "postgres://u@h/db?lakebase=a/b",
    ]) {
      const { code, out } = await ragstone(["status", "--index", url, "--json"]);
      expect(code).toBe(2);
      expect(out).not.toContain("secret");
    }
    expect(() => postgresIndex({ url: "postgres://u@h/db?lakebase=x" })).toThrow(/issuePassword/u);
  });
});
