import { connect, createServer, type AddressInfo } from "node:net";
import { postgresServer, sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import pg from "pg";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { postgresIndex } from "../src/index.js";

const server = await postgresServer();
afterAll(() => server?.stop());

/** The server on another port; each connection is cut when it has carried so many bytes, anywhere in a statement. */
async function cuttingProxy(bytesOf: (connection: number) => number): Promise<{ url: string; cuts: () => number }> {
  let [connections, cuts] = [0, 0];
  const proxy = createServer((client) => {
    let left = bytesOf((connections += 1));
    const target = connect(Number(new URL(server!.url).port), "127.0.0.1");
    const end = () => {
      client.destroy();
      target.destroy();
    };
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      // prettier-ignore
      from.on("error", end).on("close", end);
      from.on("data", (part: Buffer) => {
        left -= part.length;
        if (left > 0) return void to.write(part);
        cuts += 1;
        to.write(part.subarray(0, part.length / 2), end);
      });
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => {
    proxy.once("listening", resolve);
  });
  onTestFinished(() => void proxy.close());
  const { port } = proxy.address() as AddressInfo;
  return { url: server!.url.replace(/:\d+\//u, `:${port}/`), cuts: () => cuts };
}

const documents = Array.from({ length: 40 }, (_, at) =>
  sampleDocument(`${at}.md`, Array.from({ length: 30 }, (__, line) => `line ${line} of document ${at}`).join("\n")),
);

describe.skipIf(server === null)("connections that are cut in the middle", () => {
  test("of transactions, their commits among them, lose nothing and leave nothing half", async () => {
    const collection = `cut-${Date.now()}`;
    const { url, cuts } = await cuttingProxy((connection) => 6000 + ((connection * 7919) % 90_000));
    const writer = await postgresIndex({ url: `${url}?collection=${collection}` }).write({ create: sampleFingerprint });
    for (const entry of documents) {
      await writer.putVectors(sampleVectors(entry));
      await writer.replaceDocument(entry);
    }
    await writer.moveDocument("0.md", "moved/0.md", 1);
    await writer.removeDocument("1.md");
    await writer.finish();
    expect(cuts()).toBeGreaterThan(10);
    const read = await postgresIndex({ url: `${server!.url}?collection=${collection}` }).read();
    expect(await read.status()).toMatchObject({ documents: 39, chunks: 39 * 30, vectors: 39 * 30 });
    for (const { document, chunks } of documents.slice(2)) {
      expect((await read.text(document.path))?.text).toBe(document.text);
      expect((await read.chunks(document.path)).map(({ text }) => text)).toEqual(chunks.map(({ text }) => text));
    }
    expect((await read.search({ text: '"document 39"', k: 100 })).length).toBe(30);
    await read.close();
    await writer.close();
  });

  test("by the server's administrator are opened again", async () => {
    const url = `${server!.url}?collection=ended-${Date.now()}`;
    const writer = await postgresIndex({ url }).write({ create: sampleFingerprint });
    const administrator = new pg.Client({ connectionString: server!.url });
    administrator.on("error", () => {});
    await administrator.connect();
    const endAll = async () =>
      administrator.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ragstone' AND pid <> pg_backend_pid()",
      );
    for (const entry of documents.slice(0, 20)) {
      await Promise.all([writer.putVectors(sampleVectors(entry)), endAll()]);
      await Promise.all([writer.replaceDocument(entry), endAll()]);
    }
    await Promise.all([writer.finish(), endAll()]);
    await administrator.end();
    expect(await writer.status()).toMatchObject({ documents: 20, chunks: 600, vectors: 600 });
    await writer.close();
  });

  test("end a call that is aborted within a moment, and its statement on the server", async () => {
    const url = `${server!.url}?collection=aborted-${Date.now()}`;
    const writer = await postgresIndex({ url }).write({ create: sampleFingerprint });
    const [entry] = documents;
    await writer.putVectors(sampleVectors(entry!));
    const blocker = new pg.Client({ connectionString: server!.url });
    blocker.on("error", () => {});
    await blocker.connect();
    await blocker.query("BEGIN; LOCK TABLE ragstone.documents");
    const waiting = async () => (await blocker.query("SELECT FROM pg_locks WHERE NOT granted")).rowCount;
    const aborting = new AbortController();
    const call = writer.replaceDocument(entry!, { signal: aborting.signal });
    await expect.poll(waiting).toBe(1);
    aborting.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
    await expect.poll(waiting).toBe(0);
    await blocker.end();
    expect(await writer.document("0.md")).toBeNull();
    await writer.close();
  });
});
