import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresServer } from "@ragstone/testkit";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { tlsProxy } from "./tls-proxy.js";
import { ragstone, type Ended } from "../../cli/test/command.js";
import type { ErrorJson } from "../../cli/test/databricks.js";

const server = await postgresServer();
afterAll(() => server?.stop());

const documents = { "keys.md": guide, "lunch.txt": lunch };

/** As the superuser of the server, outside of any transaction. */
async function sql(text: string, database = "postgres"): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: server!.url.replace(/postgres$/u, database) });
  await client.connect();
  try {
    const result = await client.query<pg.QueryResultRow>(text);
    return result.rows;
  } finally {
    await client.end();
  }
}

const urlOf = ({ user = "ragstone", password = "", database = "postgres", query = "" }): string => {
  const url = new URL(server!.url);
  return `postgres://${user}${password === "" ? "" : `:${password}`}@${url.host}/${database}?${query}`;
};

let made = 0;

/** A name that no earlier try of a test used. */
const fresh = (name: string): string => `${name}_${(made += 1)}`;

const expectFailure = (ended: Ended, exit: number, error: object): void => {
  expect({ exit: ended.code, ...ended.json<ErrorJson>().error }).toMatchObject({ exit, ...error });
  expect(ended.err).not.toMatch(/Warning|at .*\.js:/u);
};

/** All that one schema has of a collection, by hash. */
const contents = async (schema: string, database = "postgres"): Promise<unknown> =>
  sql(
    `SELECT (SELECT md5(string_agg(path || sha256, ' ' ORDER BY path)) FROM ${schema}.documents) AS documents,
      (SELECT md5(string_agg(id, ' ' ORDER BY id)) FROM ${schema}.chunks) AS chunks,
      (SELECT count(*) FROM ${schema}.bodies) AS bodies, (SELECT sum(documents) FROM ${schema}.totals) AS counted,
      (SELECT md5(string_agg(term, ' ' ORDER BY term, document)) FROM ${schema}.postings) AS postings`,
    database,
  );

describe.skipIf(server === null || server.kill === null)("a PostgreSQL server that refuses", () => {
  let folder = "";
  const own = mkdtempSync(join(tmpdir(), "ragstone-refusing-"));
  const index = async (url: string) => ragstone(["index", folder, "--index", url, "--json"]);

  beforeAll(async () => {
    folder = join(own, "documents");
    execFileSync("mkdir", [folder]);
    for (const [path, text] of Object.entries(documents)) writeFileSync(join(folder, path), text);
    await sql("CREATE ROLE guarded LOGIN PASSWORD 'right'");
    await sql("CREATE ROLE nobody_else LOGIN");
    const [{ hba_file: hba }] = (await sql("SHOW hba_file")) as [{ hba_file: string }];
    writeFileSync(hba, `host all guarded 127.0.0.1/32 scram-sha-256\n${readFileSync(hba, "utf8")}`);
    await sql("SELECT pg_reload_conf()");
    await index(urlOf({ query: "schema=made" }));
  });
  afterAll(() => rmSync(own, { recursive: true, force: true }));

  test.each(["wrong", ""])("the password %o: exit 7 at once, and it is printed nowhere", async (password) => {
    const started = performance.now();
    const ended = await index(urlOf({ user: "guarded", password }));
    expectFailure(ended, 7, { code: "sign-in-failed", message: expect.stringContaining("refused the sign-in") });
    // The server keeps a connection for a minute that does not sign in.
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(ended.json<ErrorJson>().error.hint).toContain("PGPASSWORD");
    expect(ended.out + ended.err).not.toContain(`:${password}@`);
  });

  test("vectors, because the server does not have pgvector: exit 6 and the statement to type", async () => {
    const [user, database] = [fresh("without_extension"), fresh("bare")];
    await sql(`CREATE ROLE ${user} LOGIN`);
    await sql(`CREATE DATABASE ${database} OWNER ${user}`);
    await sql(`ALTER ROLE ${user} SET extension_control_path = '/nowhere'`);
    const ended = await index(urlOf({ user, database }));
    expectFailure(ended, 6, { code: "index-foreign", hint: expect.stringContaining("CREATE EXTENSION vector;") });
    expect(await sql("SELECT FROM pg_namespace WHERE nspname = 'ragstone'", database)).toEqual([]);
  });

  test("to add pgvector for this user: exit 6 and the statement to type", async () => {
    const database = fresh("owned");
    await sql(`CREATE DATABASE ${database}`);
    const ended = await index(urlOf({ user: "nobody_else", database }));
    expectFailure(ended, 6, { code: "index-foreign", hint: expect.stringContaining("CREATE EXTENSION vector;") });
    expect(await sql("SELECT FROM pg_namespace WHERE nspname = 'ragstone'", database)).toEqual([]);
  });

  test("vectors, because pgvector is too old or was dropped: exit 6", async () => {
    const database = fresh("dated");
    await sql(`CREATE DATABASE ${database}`);
    await sql(
      "CREATE EXTENSION vector; UPDATE pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'",
      database,
    );
    const dated = await index(urlOf({ database }));
    expectFailure(dated, 6, { code: "index-foreign", message: expect.stringContaining("0.7.4") });
    await sql("UPDATE pg_extension SET extversion = '0.8.1' WHERE extname = 'vector'", database);
    expect((await index(urlOf({ database }))).code).toBe(0);
    await sql("DROP EXTENSION vector CASCADE", database);
    const dropped = await ragstone(["search", "keys", "--index", urlOf({ database }), "--json"]);
    expectFailure(dropped, 6, { code: "index-damaged", hint: expect.stringContaining("backup") });
    expect(dropped.out).not.toContain("delete the folder");
  });

  test("writes, as a replica does: exit 6, while it can be searched", async () => {
    const database = fresh("replica");
    await sql(`CREATE DATABASE ${database}`);
    const url = urlOf({ database });
    await index(url);
    const before = await contents("ragstone", database);
    await sql(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
    writeFileSync(join(folder, "more.md"), "The boiler is named Vesuvius.");
    expectFailure(await index(url), 6, { code: "index-read-only", hint: expect.stringContaining("primary") });
    rmSync(join(folder, "more.md"));
    expect(await contents("ragstone", database)).toEqual(before);
    expect((await ragstone(["search", "keys", "--index", url])).code).toBe(0);
    expectFailure(await index(urlOf({ database, query: "schema=other" })), 6, { code: "index-read-only" });
  });

  test("a version that is older than its tables: exit 6", async () => {
    await index(urlOf({ query: "schema=later" }));
    await sql("UPDATE later.version SET version = 99");
    const before = await contents("later");
    for (const args of [["index", folder], ["search", "keys"], ["status"]]) {
      const ended = await ragstone([...args, "--index", urlOf({ query: "schema=later" }), "--json"]);
      expectFailure(ended, 6, { code: "index-newer", hint: "Upgrade Ragstone." });
    }
    expect(await contents("later")).toEqual(before);
  });

  test("another model than the collection has: exit 6 and the names of both", async () => {
    await index(urlOf({ query: "schema=models" }));
    await sql(`UPDATE models.collections SET fingerprint = (fingerprint::jsonb || jsonb_build_object('embedder',
      fingerprint::jsonb -> 'embedder' || '{"model":"another-model"}'))::json`);
    const before = await contents("models");
    const ended = await index(urlOf({ query: "schema=models" }));
    expectFailure(ended, 6, { code: "model-mismatch" });
    expect(ended.json<ErrorJson>().error.message).toMatch(/another-model.*static|static.*another-model/u);
    expect(await contents("models")).toEqual(before);
  });

  test("a user without rights: exit 7, and nothing is written", async () => {
    const before = await contents("made");
    const url = urlOf({ user: "nobody_else", query: "schema=made" });
    for (const args of [
      ["index", folder],
      ["search", "keys"],
    ])
      expectFailure(await ragstone([...args, "--index", url, "--json"]), 7, { code: "permission-denied" });
    await sql("GRANT USAGE ON SCHEMA made TO nobody_else; GRANT SELECT ON ALL TABLES IN SCHEMA made TO nobody_else");
    expect((await ragstone(["search", "keys", "--index", url])).code).toBe(0);
    writeFileSync(join(folder, "more.md"), "The boiler is named Vesuvius.");
    expectFailure(await index(url), 7, { code: "permission-denied" });
    rmSync(join(folder, "more.md"));
    expect(await contents("made")).toEqual(before);
  });

  test("more connections: exit 7", async () => {
    const user = fresh("crowded");
    await sql(`CREATE ROLE ${user} LOGIN CONNECTION LIMIT 0`);
    const ended = await index(urlOf({ user }));
    expectFailure(ended, 7, { code: "service-failed", message: expect.stringContaining("no more connections") });
  });

  test("to end a statement in time: exit 7", async () => {
    const blocker = new pg.Client({ connectionString: server!.url });
    await blocker.connect();
    await blocker.query("BEGIN; LOCK TABLE made.documents");
    const url = urlOf({ query: "schema=made&statement_timeout=500" });
    const ended = await ragstone(["search", "keys", "--index", url, "--json"]);
    await blocker.end();
    expectFailure(ended, 7, { code: "timed-out" });
    expect(ended.json<ErrorJson>().error.hint).toContain("statement_timeout");
  });

  test("tables that somebody changed: exit 6", async () => {
    await index(urlOf({ query: "schema=changed" }));
    await sql("DROP TABLE changed.postings");
    const ended = await ragstone(["search", "keys", "--index", urlOf({ query: "schema=changed" }), "--json"]);
    expectFailure(ended, 6, { code: "index-damaged", message: expect.stringContaining("changed.postings") });
  });

  test("a secure connection, or has a certificate that nobody vouches for: exit 7", async () => {
    const secure = (query: string) => urlOf({ query: `schema=made&${query}` });
    const search = async (query: string) => ragstone(["search", "keys", "--index", secure(query), "--json"]);
    expectFailure(await search("sslmode=require"), 7, { code: "network-failed", hint: expect.stringContaining("sslmode=disable") }); // prettier-ignore
    const proxy = await tlsProxy(Number(new URL(server!.url).port));
    onTestFinished(() => proxy.close());
    const at = (query: string) => `postgres://ragstone@127.0.0.1:${proxy.port}/postgres?schema=made&${query}`;
    const found = async (query: string) => ragstone(["search", "keys", "--index", at(query), "--json"]);
    expectFailure(await found("sslmode=require"), 7, { code: "network-failed", hint: expect.stringContaining("sslrootcert") }); // prettier-ignore
    expect((await found(`sslmode=require&sslrootcert=${encodeURIComponent(proxy.certificate)}`)).code).toBe(0);
    expect((await found("sslmode=no-verify")).code).toBe(0);
  });

  const disk = mkdtempSync(join(tmpdir(), "ragstone-postgres-disk-"));
  const isMounted = tryMount(disk);
  afterAll(() => {
    if (isMounted) execFileSync("umount", ["--lazy", disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  test.skipIf(!isMounted)("more data, as its disk is full: exit 6, and it resumes when there is space", async () => {
    chownSync(disk, 65_534, 65_534);
    const [space, database] = [fresh("small"), fresh("filled")];
    await sql(`CREATE TABLESPACE ${space} LOCATION '${disk}'`);
    await sql(`CREATE DATABASE ${database} TABLESPACE ${space}`);
    const lines = (file: number) => Array.from({ length: 400 }, (_, at) => `The valve ${file * 400 + at} opens at ${at} bar and ${file} degrees.`).join("\n\n"); // prettier-ignore
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, file) => [`valves-${file}.md`, lines(file)]));
    const full = await folderOf({ "a-keys.md": guide, ...many });
    const url = urlOf({ database });
    expect((await index(`${url}collection=small`)).code).toBe(0);
    const ended = await ragstone(["index", full, "--index", url, "--json"]);
    expectFailure(ended, 6, { code: "disk-full", hint: expect.stringContaining("committed documents are kept") });
    // A full disk may keep the server from reading, too: it writes pages to make room in its memory.
    execFileSync("mount", ["-o", "remount,size=600m", disk]);
    const found = await ragstone([
      "search",
      "signing keys rotated",
      "--index",
      `${url}collection=small`,
      "--no-sync",
      "--json",
    ]);
    expect(found.code).toBe(0);
    const halves = await sql(
      `SELECT d.path FROM ragstone.documents d LEFT JOIN ragstone.bodies b ON b.document = d.id
        WHERE b.document IS NULL OR d.chunks <> (SELECT count(*) FROM ragstone.chunks c WHERE c.document = d.id)`,
      database,
    );
    expect(halves).toEqual([]);
    const resumed = await ragstone(["index", full, "--index", url, "--json"]);
    expect(resumed.code).toBe(0);
    const status = await ragstone(["status", "--index", url, "--json"]);
    expect(status.json<{ documents: number }>().documents).toBe(121);
  });
});

function tryMount(place: string): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=20m", "tmpfs", place], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
