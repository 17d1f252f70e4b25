import type { IndexFingerprint, IndexMigration } from "@ragstone/core";
import { postgresServer, sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import pg from "pg";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { postgresIndex } from "../src/index.js";

const server = await postgresServer();
afterAll(() => server?.stop());

const another: IndexFingerprint = {
  ...sampleFingerprint,
  embedder: { ...sampleFingerprint.embedder, model: "another-model" },
};
const documents = ["a.md", "b/c.md", "d.md"].map((path) => sampleDocument(path, `first of ${path}\nsecond of ${path}`));

describe.skipIf(server === null)("a migration on PostgreSQL", () => {
  let url = "";
  const provider = () => postgresIndex({ url });
  const begin = async (fingerprint = another) => provider().maintenance!.migrate({ fingerprint });
  const collections = async () => {
    const client = new pg.Client({ connectionString: server!.url });
    await client.connect();
    const { rows } = await client.query<{ name: string; documents: string; vectors: string }>(
      `SELECT name, (SELECT count(*) FROM ragstone.documents d WHERE d.collection = c.id) AS documents,
        (SELECT count(*) FROM ragstone.vectors v WHERE v.collection = c.id) AS vectors FROM ragstone.collections c
        WHERE name = $1 OR replaces = (SELECT id FROM ragstone.collections WHERE name = $1) ORDER BY id`,
      [new URL(url).searchParams.get("collection")],
    );
    await client.end();
    return rows.map((row) => [row.documents, row.vectors]);
  };
  const copy = async ({ to }: IndexMigration, entries = documents) => {
    for (const entry of entries) {
      await to.putVectors(sampleVectors(entry));
      await to.replaceDocument(entry);
    }
  };

  beforeEach(async () => {
    url = `${server!.url}?collection=migrated-${Date.now()}-${Math.random()}`;
    const writer = await provider().write({ create: sampleFingerprint });
    for (const entry of documents) {
      await writer.putVectors(sampleVectors(entry));
      await writer.replaceDocument(entry);
    }
    await writer.close();
    await provider().writeSettings({ version: 1, embedder: "sample" });
  });

  test("answers with the old model until it switches, at once and for open readers too", async () => {
    const reader = await provider().read();
    const vector = sampleVectors(documents[0]!).values().next().value!;
    const migration = await begin();
    expect(migration.resumed).toBe(false);
    expect(await migration.remaining()).toHaveLength(3);
    await copy(migration);
    expect(await reader.search({ vector, k: 1 })).toHaveLength(1);
    expect((await provider().read()).fingerprint).toEqual(sampleFingerprint);
    await migration.commit();
    const fresh = await provider().read();
    expect(fresh.fingerprint).toEqual(another);
    expect(await fresh.search({ vector, text: "first", k: 9 })).toHaveLength(6);
    // The old reader reads the new collection, but cannot compare its vectors.
    expect((await reader.documents()).map(({ path }) => path)).toEqual(["a.md", "b/c.md", "d.md"]);
    expect((await reader.text("a.md"))?.text).toBe(documents[0]!.document.text);
    expect(await reader.search({ text: "first", k: 9 })).toHaveLength(3);
    await expect(reader.search({ vector, k: 1 })).rejects.toMatchObject({ code: "model-mismatch" });
    expect(await provider().readSettings()).toMatchObject({ embedder: "sample" });
    expect(await collections()).toEqual([["3", "6"]]);
    const writer = await provider().write({ create: another });
    await writer.removeDocument("a.md");
    expect(await fresh.document("a.md")).toBeNull();
    for (const index of [reader, fresh, writer]) await index.close();
  });

  test("that was stopped is continued, and drops what was started for another model", async () => {
    const first = await begin();
    await copy(first, documents.slice(0, 2));
    await first.close();
    const second = await begin();
    expect(second.resumed).toBe(true);
    expect(await second.remaining()).toEqual([{ origin: "file", path: "d.md" }]);
    await expect(second.commit()).rejects.toMatchObject({ code: "missing-vectors" });
    await second.close();
    expect(await collections()).toEqual([
      ["3", "6"],
      ["2", "4"],
    ]);
    const other = await begin({ ...another, chunker: "another" });
    expect(other.resumed).toBe(false);
    expect(await collections()).toEqual([
      ["3", "6"],
      ["0", "0"],
    ]);
    await other.close();
    const reader = await provider().read();
    expect(await reader.documents()).toHaveLength(3);
    await reader.close();
  });

  test("is the only writer, and does not begin while others write", async () => {
    const writer = await provider().write();
    await expect(begin()).rejects.toMatchObject({ code: "index-locked" });
    await writer.close();
    const migration = await begin();
    await expect(provider().write()).rejects.toMatchObject({ code: "index-locked" });
    await expect(begin()).rejects.toMatchObject({ code: "index-locked" });
    await migration.close();
    await (await provider().write()).close();
  });

  test("of an index that does not exist is refused", async () => {
    url = `${server!.url}?collection=nobody`;
    await expect(begin()).rejects.toMatchObject({ code: "index-missing" });
  });
});

describe.skipIf(server === null)("the check of a collection", () => {
  test("finds rows that somebody changed, and the repair removes or counts them anew", async () => {
    const provider = postgresIndex({ url: `${server!.url}?schema=checked` });
    const writer = await provider.write({ create: sampleFingerprint });
    for (const entry of [
      ...documents,
      sampleDocument("\u0000odd\uD800.md", "a \uD83D\uDE00 text\nof odd \uF8FF characters"),
    ]) {
      await writer.putVectors(sampleVectors(entry));
      await writer.replaceDocument(entry);
    }
    await writer.close();
    const maintenance = provider.maintenance!;
    const faulty = async () => (await maintenance.check()).filter(({ ok }) => !ok).map(({ name }) => name);
    expect(await faulty()).toEqual([]);
    const client = new pg.Client({ connectionString: server!.url });
    await client.connect();
    const idOf = "(SELECT id FROM checked.documents WHERE path = $1)";
    await client.query(`UPDATE checked.chunks SET text = 'other' WHERE position = 0 AND document = ${idOf}`, ["a.md"]);
    await client.query(`DELETE FROM checked.vectors WHERE key IN (SELECT vector_key FROM checked.chunks WHERE document = ${idOf})`, ["b/c.md"]); // prettier-ignore
    await client.query(`DELETE FROM checked.postings WHERE document = ${idOf}`, ["d.md"]);
    await client.query("UPDATE checked.totals SET chunks = chunks + 5");
    await client.end();
    expect(await faulty()).toEqual(["documents", "vectors", "text-search", "totals"]);
    const { done, documents: removed } = await maintenance.repair();
    expect(removed).toEqual(["a.md", "b/c.md", "d.md"]);
    expect(done).toEqual(["Removed 3 documents with faults.", "Counted the documents and chunks anew."]);
    expect(await faulty()).toEqual([]);
    expect(await maintenance.repair()).toEqual({ done: [], documents: [] });
    const reader = await provider.read();
    expect(await reader.status()).toMatchObject({ documents: 1, chunks: 2 });
    await reader.close();
  });
});
