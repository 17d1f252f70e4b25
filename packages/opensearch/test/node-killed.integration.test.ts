import { openSearchServer, sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { afterAll, describe, expect, test } from "vitest";
import { openSearchIndex } from "../src/index.js";

const server = await openSearchServer({ nodes: 3 });
afterAll(() => server?.stop());

const documents = 120;
const textOf = (at: number): string => `document ${at} of many\nits valve opens at ${at}`;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe.skipIf(server === null)("three nodes, of which one is killed", () => {
  test(
    "lose no document and no query, and are green again within a minute",
    { timeout: 150_000, retry: 0 },
    async () => {
      const hosts = server!.nodes.map((node) => new URL(node).host);
      const url = `opensearch://${hosts[0]}/killed?shards=3&nodes=${hosts.slice(1).join(",")}`;
      const writer = await openSearchIndex({ url }).write({ create: sampleFingerprint });
      const reader = await openSearchIndex({ url }).read();
      let killedAt = 0;
      let done = 0;
      let greenAgain: Promise<number> | null = null;
      const loading = (async () => {
        for (; done < documents; done += 1) {
          const entry = sampleDocument(`notes/${done}.md`, textOf(done));
          await writer.putVectors(sampleVectors(entry));
          await writer.replaceDocument(entry);
          if (done === Math.floor(documents / 3)) {
            await server!.kill!(0);
            killedAt = Date.now();
            greenAgain = untilGreen(server!.nodes[1]!);
          }
        }
      })();
      let [queries, failed, incomplete] = [0, 0, 0];
      const query = { text: "valve", vector: sampleVector("valve"), k: 20 };
      const ending = loading.then(() => "ended" as const);
      while ((await Promise.race([ending, pause(30)])) !== "ended") {
        const wanted = Math.min(20, done);
        const found = await reader
          .search(query)
          .catch(() => reader.search(query))
          .catch(() => null);
        queries += 1;
        if (found === null) failed += 1;
        else if (found.filter(({ scores }) => scores.text > 0).length < wanted) incomplete += 1;
      }
      expect(killedAt).toBeGreaterThan(0);
      expect(queries).toBeGreaterThan(20);
      expect({ failed, incomplete }).toEqual({ failed: 0, incomplete: 0 });
      await writer.finish();
      const records = await reader.documents();
      expect(records.map(({ path }) => path).sort()).toEqual(
        Array.from({ length: documents }, (_, at) => `notes/${at}.md`).sort(),
      );
      for (let at = 0; at < documents; at += 1) expect((await reader.text(`notes/${at}.md`))?.text).toBe(textOf(at));
      expect(await reader.status()).toMatchObject({ documents, chunks: 2 * documents, vectors: 2 * documents });
      expect((await greenAgain!) - killedAt).toBeLessThan(60_000);
      await writer.close();
      await reader.close();
    },
  );
});

/** When the cluster without the node has every copy again. */
async function untilGreen(node: string): Promise<number> {
  for (;;) {
    const answer = await fetch(`${node}/_cluster/health`).catch(() => null);
    const health = (await answer?.json()) as { readonly status: string; readonly number_of_nodes: number } | undefined;
    if (health?.status === "green" && health.number_of_nodes === 2) return Date.now();
    await pause(250);
  }
}
