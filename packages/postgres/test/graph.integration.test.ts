import { type IndexedChunk } from "@ragstone/core";
import { postgresServer, sampleDocument, sampleFingerprint, sampleVector } from "@ragstone/testkit";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { postgresIndex } from "../src/index.js";

const server = await postgresServer();
afterAll(() => server?.stop());

/** More than a graph is built from. */
const lines = 12_000;
const perDocument = 2000;
const lineOf = (line: number): string => `line number ${line}`;

describe.skipIf(server === null)("a collection that has become large", () => {
  test("is searched by a graph of measured recall, exactly in a scope, and up to date after an edit", async () => {
    const provider = postgresIndex({ url: `${server!.url}?collection=large-${process.pid}-${Date.now()}` });
    const index = await provider.write({ create: sampleFingerprint });
    for (let first = 0; first < lines; first += perDocument) {
      const all = Array.from({ length: perDocument }, (_, at) => lineOf(first + at));
      await index.putVectors(new Map(all.map((line) => [`v:${line}`, sampleVector(line)])));
      await index.replaceDocument(sampleDocument(`${first}.txt`, all.join("\n")));
    }
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
    const scoped = await textsOf({ path: "4000.txt" });
    const nearest = Array.from({ length: perDocument }, (_, at) => lineOf(4000 + at)).sort(
      (one, other) => cosine(other, query.vector) - cosine(one, query.vector),
    );
    expect(scoped).toEqual(nearest.slice(0, 10));
    const [chunk]: readonly IndexedChunk[] = sampleDocument("new.txt", "a query").chunks;
    await index.putVectors(new Map([[chunk!.vectorKey!, query.vector]]));
    await index.replaceDocument(sampleDocument("new.txt", "a query"));
    expect((await textsOf())[0]).toBe("a query");
    await index.close();
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
