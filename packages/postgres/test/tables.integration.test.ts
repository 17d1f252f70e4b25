import { postgresServer, sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { postgresIndex } from "../src/index.js";

const server = await postgresServer();
afterAll(() => server?.stop());

async function sql<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: server!.url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** What was stored by version 1 of the tables. */
const toVersionOne = (schema: string): string => `
  DELETE FROM ${schema}.postings WHERE term LIKE '/%'; DROP TABLE ${schema}.terms, ${schema}.claims, ${schema}.workers;
  UPDATE ${schema}.version SET version = 1`;

const postings = (schema: string) =>
  sql<{ term: string; data: string }>(
    `SELECT term, encode(data, 'hex') AS data FROM ${schema}.postings JOIN ${schema}.documents d ON d.id = document
      ORDER BY d.path, term`,
  );

describe.skipIf(server === null)("tables of an earlier version", () => {
  test("are read as they are, and brought forward by the first write with nothing indexed again", async () => {
    const provider = postgresIndex({ url: `${server!.url}?schema=older` });
    const fresh = await provider.write({ create: sampleFingerprint });
    for (const [path, text] of [
      ["contracts/acme-renewal.md", "Payment is due within thirty days.\nA second line\n..."],
      ["empty.md", ""],
      ["\uF8FF/caf\u00e9.md", "Coffee is served at eight."],
    ] as const) {
      const entry = sampleDocument(path, text, { language: path === "empty.md" ? null : "en" });
      await fresh.putVectors(sampleVectors(entry));
      await fresh.replaceDocument(entry);
    }
    await fresh.close();
    const [expected, terms] = [await postings("older"), await sql("SELECT term FROM older.terms ORDER BY term")];
    expect(expected.filter(({ term }) => term === "/acm")).toHaveLength(1);
    const ids = await sql("SELECT id FROM older.chunks ORDER BY id");
    await sql(toVersionOne("older"));

    const reader = await provider.read();
    expect(await reader.search({ text: "acme", k: 5 })).toEqual([]);
    expect(await reader.status()).toMatchObject({ documents: 3, workers: [] });
    expect(await reader.nearestTerms!("paymnet")).toEqual([]);
    expect(await reader.search({ text: "payment", k: 5 })).toHaveLength(1);

    const writers = await Promise.all([provider.write(), provider.write({ create: sampleFingerprint })]);
    expect(await postings("older")).toEqual(expected);
    expect(await sql("SELECT term FROM older.terms ORDER BY term")).toEqual(terms);
    expect(await sql("SELECT id FROM older.chunks ORDER BY id")).toEqual(ids);
    expect((await reader.search({ text: "acme", k: 5 })).length).toBeGreaterThan(0);
    expect(await reader.nearestTerms!("paymnet")).toEqual(["payment"]);
    for (const index of [...writers, reader]) await index.close();
  });

  test("that fail half way stay as they were", async () => {
    const provider = postgresIndex({ url: `${server!.url}?schema=half` });
    await (await provider.write({ create: sampleFingerprint })).close();
    await sql(toVersionOne("half"));
    await sql("CREATE VIEW half.terms AS SELECT 1");
    await expect(provider.write()).rejects.toThrow(/half.*terms/u);
    expect(await sql("SELECT version FROM half.version")).toEqual([{ version: 1 }]);
    await sql("DROP VIEW half.terms");
    await (await provider.write()).close();
  });

  test("of a later version are neither read nor written", async () => {
    const provider = postgresIndex({ url: `${server!.url}?schema=newer` });
    await (await provider.write({ create: sampleFingerprint })).close();
    await sql("UPDATE newer.version SET version = 99");
    for (const open of [
      () => provider.read(),
      () => provider.write({ create: sampleFingerprint }),
      () => provider.exists(),
    ])
      // prettier-ignore
      await expect(open()).rejects.toMatchObject({ code: "index-newer", hint: "Upgrade Ragstone." });
  });
});

describe.skipIf(server === null)("a document that moves", () => {
  test("keeps the postings of its text, and is found by its new path alone", async () => {
    const provider = postgresIndex({ url: `${server!.url}?schema=moving` });
    const index = await provider.write({ create: sampleFingerprint });
    const entry = sampleDocument("contracts/acme.md", "Payment is due.\nThirty days");
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
    const rows = (kind: string) => sql(`SELECT term, xmin::text, ctid::text FROM moving.postings WHERE term ${kind} '/%' ORDER BY term`); // prettier-ignore
    const before = await rows("NOT LIKE");
    await index.moveDocument("contracts/acme.md", "old/globex.md", 1);
    expect(await rows("NOT LIKE")).toEqual(before);
    expect(await index.search({ text: "acme", k: 5 })).toEqual([]);
    expect((await index.search({ text: "globex", k: 5 })).map(({ path }) => path)).toEqual(["old/globex.md", "old/globex.md"]); // prettier-ignore
    expect(await index.search({ text: "globex", k: 5, filter: { pathPrefix: "contracts" } })).toEqual([]);
    await index.removeDocument("old/globex.md");
    await index.finish();
    expect(await sql("SELECT FROM moving.terms")).toEqual([]);
    await index.close();
  });
});
