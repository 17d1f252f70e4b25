import type { IndexedChunk, IndexWriter } from "@ragstone/core";
import { postgresServer, sampleDocument, sampleFingerprint, sampleVector } from "@ragstone/testkit";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresIndex } from "../src/index.js";
import { graphSettings, nearestVectors } from "../src/search/nearest-vectors.js";

const server = await postgresServer();
afterAll(() => server?.stop());

/** More than a graph is built from. */
const lines = 12_000;
/** Two in a hundred. */
const perDocument = 240;
const lineOf = (line: number): string => `line number ${line}`;

/** Has the server use the graph where it would rather sort. */
const throughGraph = ["enable_sort = off"];

describe.skipIf(server === null)("a collection that has become large", () => {
  const collection = `large-${process.pid}-${Date.now()}`;
  let index: IndexWriter;
  beforeAll(async () => {
    index = await postgresIndex({ url: `${server!.url}?collection=${collection}` }).write({
      create: sampleFingerprint,
    });
    for (let first = 0; first < lines; first += perDocument) {
      const all = Array.from({ length: perDocument }, (_, at) => lineOf(first + at));
      await index.putVectors(new Map(all.map((line) => [`v:${line}`, sampleVector(line)])));
      await index.replaceDocument(sampleDocument(`${first}.txt`, all.join("\n")));
    }
  });
  afterAll(() => index?.close());

  test("is searched by a graph of measured recall, exactly in a scope, and up to date after an edit", async () => {
    const query = { vector: sampleVector("a query"), k: 10 };
    const textsOf = async (filter?: { readonly path: string }) =>
      (await index.search({ ...query, ...(filter && { filter }) }))
        .toSorted((one, other) => other.scores.vector! - one.scores.vector!)
        .map(({ text }) => text);
    const exact = await textsOf();
    await index.finish();
    const { search } = await index.status();
    expect(search.kind).toBe("hnsw");
    expect(search.recall).toBeGreaterThan(0.9);
    expect((await textsOf()).filter((text) => exact.includes(text)).length).toBeGreaterThanOrEqual(9);
    await expect.poll(graphScans, { timeout: 20_000 }).toBeGreaterThan(0);
    const scoped = await textsOf({ path: "4800.txt" });
    const nearest = Array.from({ length: perDocument }, (_, at) => lineOf(4800 + at)).sort(
      (one, other) => cosine(other, query.vector) - cosine(one, query.vector),
    );
    expect(scoped).toEqual(nearest.slice(0, 10));
    const [chunk]: readonly IndexedChunk[] = sampleDocument("new.txt", "a query").chunks;
    await index.putVectors(new Map([[chunk!.vectorKey!, query.vector]]));
    await index.replaceDocument(sampleDocument("new.txt", "a query"));
    expect((await textsOf())[0]).toBe("a query");
  });

  test("returns k of k rows of a scope of two in a hundred, with settings of its transaction alone", async () => {
    await index.finish();
    const client = new pg.Client({ connectionString: server!.url });
    await client.connect();
    const { rows } = await client.query<{ id: string; collection: number }>(
      "SELECT d.id, d.collection FROM ragstone.documents d JOIN ragstone.collections c ON c.id = d.collection WHERE c.name = $1 AND d.path = '4800.txt'",
      [collection],
    );
    const [{ id, collection: number }] = rows as [{ id: string; collection: number }];
    const query = {
      schema: "ragstone",
      collection: number,
      vector: sampleVector("a query"),
      // So many that each of them is not compared.
      corpus: { documents: [Number(id)], chunks: 60_000 },
      hasGraph: true,
    };
    const plans: string[] = [];
    const search = async (k: number, settings: readonly string[]) => {
      await client.query(`BEGIN; ${settings.map((one) => `SET LOCAL ${one}`).join("; ")}`);
      const explained: Pick<pg.ClientBase, "query"> = Object.create(client, {
        query: {
          value: async (text: string, values: unknown[]) => {
            const plan = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values);
            plans.push(plan.rows.map((row) => row["QUERY PLAN"]).join("\n"));
            return client.query(text, values);
          },
        },
      }) as Pick<pg.ClientBase, "query">;
      const places = await nearestVectors(explained, { ...query, k });
      await client.query("COMMIT");
      return places.map(({ position }) => position);
    };
    const nearest = Array.from({ length: perDocument }, (_, at) => at).sort(
      (one, other) => cosine(lineOf(4800 + other), query.vector) - cosine(lineOf(4800 + one), query.vector),
    );
    for (const k of [10, 100, perDocument]) {
      // The server itself compares each of so few.
      expect(await search(k, graphSettings(k))).toEqual(nearest.slice(0, k));
      plans.length = 0;
      const found = await search(k, [...graphSettings(k), ...throughGraph]);
      expect(plans[0]).toContain(`Index Scan using graph_of_${number}`);
      expect(found).toHaveLength(k);
      expect(found.filter((position) => nearest.slice(0, k).includes(position)).length).toBeGreaterThanOrEqual(k * 0.9);
    }
    // Where the server gives up on the filter, each visible chunk is compared.
    plans.length = 0;
    const compared = await search(100, [...graphSettings(100), ...throughGraph, "hnsw.max_scan_tuples = 1"]);
    expect(plans).toHaveLength(2);
    expect(compared).toEqual(nearest.slice(0, 100));
    const { rows: after } = await client.query<{ value: string }>(
      "SELECT current_setting('hnsw.iterative_scan') AS value",
    );
    expect(after[0]!.value).toBe("off");
    await client.end();
  });
});

/** How often graphs were used, as the server counts it a moment later. */
async function graphScans(): Promise<number> {
  const client = new pg.Client({ connectionString: server!.url });
  await client.connect();
  const { rows } = await client.query<{ scans: string }>(
    "SELECT coalesce(sum(idx_scan), 0) AS scans FROM pg_stat_user_indexes WHERE indexrelname LIKE 'graph_of_%'",
  );
  await client.end();
  return Number(rows[0]!.scans);
}

function cosine(line: string, query: Float32Array): number {
  return sampleVector(line).reduce((sum, value, at) => sum + value * query[at]!, 0);
}
