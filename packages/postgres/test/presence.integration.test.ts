import { postgresServer, sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import { afterAll, describe, expect, test } from "vitest";
import { postgresIndex } from "../src/index.js";

const server = await postgresServer();
afterAll(() => server?.stop());

describe.skipIf(server === null || server.kill === null)("a server that ends", () => {
  test("harms neither a closed writer nor an open one, which resumes when it is back", async () => {
    const provider = postgresIndex({ url: `${server!.url}?collection=ends-${process.pid}-${Date.now()}` });
    const entry = sampleDocument("a.md", "one line\nand another");
    const closed = await provider.write({ create: sampleFingerprint });
    await closed.putVectors(sampleVectors(entry));
    const open = await provider.write();
    await open.putVectors(sampleVectors(entry));
    await closed.close();
    await server!.kill!();
    await server!.start();
    await open.replaceDocument(entry);
    await open.finish();
    expect(await open.status()).toMatchObject({ documents: 1, chunks: 2, vectors: 2 });
    await open.close();
  });
});
