import { expect, it, vi } from "vitest";
import { createServer, type LogEntry } from "../src/index.js";
import { openRagstone } from "@ragstone/engine";
import { ownersToken, served } from "./served.js";
import { slowGenerator, type SlowGenerator } from "./slow-generator.js";

const body = JSON.stringify({ question: "How often are signing keys rotated?", stream: true });

/** A server in the middle of an answer. */
async function answering(generator: SlowGenerator, graceMs: number) {
  const { folder } = await served();
  const rag = await openRagstone({ folder, generator });
  const log: LogEntry[] = [];
  const server = await createServer({
    collections: [{ name: "docs", rag }],
    tokens: [{ name: "owner", secret: ownersToken, filter: null }],
    limits: { graceMs },
    onRequest: (entry) => log.push(entry),
  });
  const { port } = await server.listen({ port: 0 });
  const url = `http://127.0.0.1:${port}`;
  const headers = { authorization: `Bearer ${ownersToken}`, "content-type": "application/json" };
  const text = fetch(`${url}/api/collections/docs/ask`, { method: "POST", headers, body }).then((response) =>
    response.text(),
  );
  await vi.waitFor(() => expect(generator.open()).toBe(1), { timeout: 5000 });
  return { rag, server, url, text, log };
}

it("lets an answer end when the server stops, takes no more requests, and logs no text", async () => {
  const { rag, server, url, text, log } = await answering(slowGenerator({ words: 40, pauseMs: 10 }), 20_000);
  const closed = server.close();
  await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
  expect(await text).toMatch(/event: answer\n.*\n\n$/u);
  await closed;
  expect(log).toMatchObject([{ method: "POST", operation: "ask", collection: "docs", status: 200, caller: "owner" }]);
  expect(JSON.stringify(log)).not.toMatch(/signing|rotated|word|token/iu);
  await rag.close();
});

it("ends an answer that takes longer than the grace, and its call of the model", async () => {
  const generator = slowGenerator();
  const { rag, server, text } = await answering(generator, 200);
  await server.close();
  expect(await text).toMatch(/event: error\ndata: .*\n\n$/u);
  expect(generator.open()).toBe(0);
  await rag.close();
});
