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
  ALTER TABLE ${schema}.postings DROP COLUMN part, ADD PRIMARY KEY (collection, term, document);
  ALTER TABLE ${schema}.collections DROP COLUMN replaces;
  UPDATE ${schema}.version SET version = 1`;

/** Puts the parts of a document's postings together, as they were in one row. */
async function joinParts(schema: string): Promise<void> {
  const parts = await sql<{ term: string; document: string; data: Buffer }>(
    `SELECT term, document, data FROM ${schema}.postings p WHERE EXISTS (
        SELECT FROM ${schema}.postings o WHERE o.term = p.term AND o.document = p.document AND o.part > 0) ORDER BY term, document, part`,
  );
  const numbers = (data: Buffer) => {
    const values: number[] = [];
    let [value, scale] = [0, 1];
    for (const byte of data) {
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte > 127) continue;
      values.push(value);
      [value, scale] = [0, 1];
    }
    return values;
  };
  const varint = (value: number): number[] => (value > 127 ? [(value & 127) | 128, ...varint(value >>> 7)] : [value]);
  const whole = new Map<string, { term: string; document: string; last: number; bytes: number[]; chunks: number }>();
  for (const { term, document, data } of parts) {
    const key = `${term} ${document}`;
    const row = whole.get(key) ?? { term, document, last: 0, bytes: [], chunks: 0 };
    whole.set(key, row);
    let position = 0;
    for (const [at, value] of numbers(data).entries()) {
      if (at % 3 !== 0) {
        row.bytes.push(...varint(value));
        continue;
      }
      position += value;
      row.bytes.push(...varint(position - row.last));
      row.last = position;
      row.chunks += 1;
    }
  }
  expect(whole.size).toBeGreaterThan(0);
  for (const { term, document, bytes, chunks } of whole.values())
    await sql(`DELETE FROM ${schema}.postings WHERE term = '${term}' AND document = ${document} AND part > 0;
      UPDATE ${schema}.postings SET chunks = ${chunks}, data = '\\x${Buffer.from(bytes).toString("hex")}'
        WHERE term = '${term}' AND document = ${document}`);
}

const postings = (schema: string) =>
  sql<{ term: string; data: string }>(
    `SELECT term, encode(data, 'hex') AS data FROM ${schema}.postings JOIN ${schema}.documents d ON d.id = document
      ORDER BY d.path, term, part`,
  );

describe.skipIf(server === null)("tables of an earlier version", () => {
  test("are read as they are, and brought forward by the first write with nothing indexed again", async () => {
    const provider = postgresIndex({ url: `${server!.url}?schema=older` });
    const fresh = await provider.write({ create: sampleFingerprint });
    for (const [path, text] of [
      ["contracts/acme-renewal.md", "Payment is due within thirty days.\nA second line\n..."],
      ["empty.md", ""],
      ["\uF8FF/caf\u00e9.md", "Coffee is served at eight."],
      ["log.txt", Array.from({ length: 1200 }, (_, at) => `entry ${at}`).join("\n")],
    ] as const) {
      const entry = sampleDocument(path, text, { language: path === "empty.md" ? null : "en" });
      await fresh.putVectors(sampleVectors(entry));
      await fresh.replaceDocument(entry);
    }
    await fresh.close();
    const [expected, terms] = [await postings("older"), await sql("SELECT term FROM older.terms ORDER BY term")];
    expect(expected.filter(({ term }) => term === "/acm")).toHaveLength(1);
    const ids = await sql("SELECT id FROM older.chunks ORDER BY id");
    await joinParts("older");
    await sql(toVersionOne("older"));

    const reader = await provider.read();
    expect(await reader.search({ text: "acme", k: 5 })).toEqual([]);
    expect(await reader.status()).toMatchObject({ documents: 4, workers: [] });
    expect(await reader.search({ text: "entry", k: 2000 })).toHaveLength(1200);
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
