import { openSearchServer, sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import { afterAll, describe, expect, test } from "vitest";
import { openSearchIndex } from "../src/index.js";

const server = await openSearchServer();
afterAll(() => server?.stop());

/** More than the commits after which replaced versions are deleted. */
const documents = 520;

describe.skipIf(server === null)("a run of many documents", () => {
  test("keeps the vectors that were stored for documents to come", { timeout: 240_000 }, async () => {
    const url = `opensearch://${new URL(server!.nodes[0]!).host}/long-${process.pid}-${Date.now()}`;
    const index = await openSearchIndex({ url }).write({ create: sampleFingerprint });
    const entries = Array.from({ length: documents }, (_, at) => sampleDocument(`${at}.md`, `the text of ${at}`));
    await index.putVectors(new Map(entries.flatMap((entry) => [...sampleVectors(entry)])));
    for (const entry of entries) await index.replaceDocument(entry);
    await index.finish();
    expect(await index.status()).toMatchObject({ documents, chunks: documents, vectors: documents });
    await index.close();
  });
});
