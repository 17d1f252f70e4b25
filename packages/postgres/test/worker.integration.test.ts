import { postgresServer, sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import pg from "pg";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { postgresIndex } from "../src/index.js";

const server = await postgresServer();
afterAll(() => server?.stop());

let places = 0;
const file = { path: "a.md", bytes: 1, modifiedMs: 1 };

describe.skipIf(server === null)("a worker that is not heard of", () => {
  const providerOf = () => postgresIndex({ url: `${server!.url}?collection=worker-${process.pid}-${(places += 1)}` });

  async function administrator(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: server!.url });
    await client.connect();
    onTestFinished(() => client.end());
    return client;
  }

  test("loses its claims, and commits nothing over the one that took them", async () => {
    const provider = providerOf();
    const [lost, next] = [await provider.write({ create: sampleFingerprint }), await provider.write()];
    const entry = sampleDocument("a.md", "what the lost worker read");
    const work = await lost.share!("lost");
    await work.claim([file]);
    await lost.putVectors(sampleVectors(entry));
    // As after a minute in which its machine slept; its next report would come after that of the other.
    const client = await administrator();
    await client.query("UPDATE ragstone.workers SET seen = clock_timestamp() - interval '61 s' WHERE name = 'lost'");
    const taker = await next.share!("next");
    expect(await taker.claim([file])).toEqual([{ kind: "mine", isChanged: false }]);
    await expect(lost.replaceDocument(entry)).rejects.toMatchObject({ code: "claim-lost" });
    expect(await next.document("a.md")).toBeNull();
    await next.putVectors(sampleVectors(entry));
    await next.replaceDocument(entry);
    expect(await work.claim([file])).toEqual([{ kind: "settled", outcome: { kind: "done" } }]);
    await lost.close();
    await next.close();
  });

  test("is not taken for dead while its connection is there", async () => {
    const provider = providerOf();
    const [slow, next] = [await provider.write({ create: sampleFingerprint }), await provider.write()];
    const work = await slow.share!("slow");
    await work.claim([file]);
    const client = await administrator();
    await client.query("UPDATE ragstone.workers SET seen = clock_timestamp() - interval '20 s' WHERE name = 'slow'");
    const other = await next.share!("next");
    expect(await other.claim([file])).toEqual([{ kind: "busy" }]);
    await slow.close();
    expect(await other.claim([file])).toMatchObject([{ kind: "mine" }]);
    await next.close();
  });

  test("is dead a few seconds after its connection ended", async () => {
    const provider = providerOf();
    const [killed, next] = [await provider.write({ create: sampleFingerprint }), await provider.write()];
    const work = await killed.share!("killed");
    await work.claim([file]);
    const client = await administrator();
    // The row of a process that was killed: nobody holds its lock, and it reports no more.
    await client.query(
      `WITH row AS (INSERT INTO ragstone.workers (collection, name)
          SELECT collection, 'dead' FROM ragstone.workers WHERE name = 'killed' RETURNING id)
        UPDATE ragstone.claims SET worker = (SELECT id FROM row)
          WHERE worker = (SELECT id FROM ragstone.workers WHERE name = 'killed')`,
    );
    const other = await next.share!("next");
    expect(await other.claim([file])).toEqual([{ kind: "busy" }]);
    const claimed = async () => (await other.claim([file]))[0]!.kind;
    await expect.poll(claimed, { timeout: 20_000, interval: 500 }).toBe("mine");
    await killed.close();
    await next.close();
  });
});
