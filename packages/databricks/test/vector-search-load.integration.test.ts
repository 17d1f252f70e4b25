import { sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import { expect, it } from "vitest";
import { startStandin } from "@ragstone/standin";
import { vectorSearchIndex } from "../src/vector-search.js";
import { VectorClient } from "../src/vector-search/vector-client.js";
import { addEndpoint } from "./vector-indexes.js";
import { workspaceOf } from "./workspace-of.js";

const documents = 100;
const perDocument = 200;

it("loses and duplicates none of 20,000 chunks through faults, throttling and rows that fail alone", async () => {
  const standin = await startStandin({ quirks: { provisioningMs: 0 }, seed: 7 });
  await addEndpoint(standin);
  const { workspace } = workspaceOf(standin);
  const url = "databricks-vs://main.docs.load";
  const index = await vectorSearchIndex({ url, workspace, readyPollMs: 5 }).write({ create: sampleFingerprint });
  standin.setLimits({ "vector-search": { qps: 15 } });
  standin.setFaults(["random@5%:vector-search", { name: "partial", share: 0.05, value: 7, on: "vector-search" }]);
  const textOf = (document: number) =>
    Array.from({ length: perDocument }, (_, line) => `passage ${line} of document ${document}`).join("\n");
  // Every fourth document is written twice, so that rows are replaced and deleted too.
  const order = Array.from({ length: documents }, (_, at) => at).flatMap((at) => (at % 4 === 0 ? [at, at] : [at]));
  let next = 0;
  const write = async (): Promise<void> => {
    for (let at = next++; at < order.length; at = next++) {
      const entry = sampleDocument(`${order[at]}.txt`, textOf(order[at]!));
      await index.putVectors(sampleVectors(entry));
      await index.replaceDocument(entry);
    }
  };
  await Promise.all([write(), write(), write(), write()]);
  await index.finish();
  await index.close();
  const refused = standin.requests.filter(({ status }) => status === 429).length;
  const hit = standin.requests.filter(({ faults }) => faults.length > 0).length;
  expect(hit).toBeGreaterThan(10);
  expect(refused).toBeGreaterThan(0);
  standin.setFaults([]);
  standin.setLimits("off");
  const seen = new Map<string, number>();
  for await (const { kind, document, data } of new VectorClient("main.docs.load", workspace).scan("id"))
    if (kind === "chunk") {
      const { text } = JSON.parse(String(data)) as { text: string };
      const name = `${String(document)} ${text}`;
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
  expect(seen.size).toBe(documents * perDocument);
  expect(Math.max(...seen.values())).toBe(1);
  const reader = await vectorSearchIndex({ url, workspace }).read();
  expect(await reader.status()).toMatchObject({ documents, chunks: documents * perDocument });
  for (const document of [0, 49, 99]) expect((await reader.text(`${document}.txt`))?.text).toBe(textOf(document));
  await standin.close();
}, 240_000);
