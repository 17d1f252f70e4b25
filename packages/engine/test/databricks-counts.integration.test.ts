import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import type { RagstoneEvent } from "@ragstone/core";
import { startStandin, type Standin } from "@ragstone/standin";
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { openRagstone } from "../src/index.js";
import { folderOf } from "./folder.js";

interface Embeddings {
  readonly usage: { readonly prompt_tokens: number };
}

/** Rewrites the answer to the embedding request of this number, from 1; `null` refuses it with 403. */
type Rewrite = (answer: Embeddings, texts: readonly string[], count: number) => object | null;

const paragraph = (i: number): string =>
  Array.from(
    { length: 90 },
    (_, j) => `Clause ${i}.${j} binds the keeper of harbour ${(i * 7919 + j * 31) % 1009} at noon.`,
  ).join(" ");
/** Documents whose chunks have several hundred tokens, with the largest target. */
const documents = Object.fromEntries(
  Array.from({ length: 4 }, (_, d) => [`contract-${d}.txt`, `${paragraph(2 * d)}\n\n${paragraph(2 * d + 1)}\n`]),
);

let standin: Standin;
beforeEach(async () => {
  standin = await startStandin();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await standin.close();
});

/** A server before the stand-in that rewrites its answers, and counts requests and texts. */
async function rewriting(rewrite: Rewrite) {
  const seen = { requests: 0, texts: new Map<string, number>() };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const { input } = JSON.parse(body) as { readonly input: readonly string[] };
      seen.requests += 1;
      const count = seen.requests;
      const headers = { authorization: `Bearer ${standin.token}`, "content-type": "application/json" };
      const answer = await fetch(standin.host + request.url!, { method: "POST", headers, body });
      const rewritten = rewrite((await answer.json()) as Embeddings, input, count);
      if (rewritten === null) {
        response.writeHead(403, { "content-type": "application/json" });
        response.end(JSON.stringify({ error_code: "PERMISSION_DENIED", message: "User does not have permission" }));
        return;
      }
      for (const text of input) seen.texts.set(text, (seen.texts.get(text) ?? 0) + 1);
      response.end(JSON.stringify(rewritten));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv("DATABRICKS_HOST", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("DATABRICKS_TOKEN", "dapi-test");
  return seen;
}

interface Run {
  readonly folder: string;
  readonly dataDir: string;
}

/** Indexes in a "process" of its own: nothing but the files is shared with others. */
async function indexed({ folder, dataDir }: Run) {
  const events: RagstoneEvent[] = [];
  const embedder = "databricks:gte-large-en";
  await using rag = await openRagstone({
    folder,
    dataDir,
    embedder,
    targetTokens: "window",
    onEvent: (event) => events.push(event),
  });
  const report = await rag.index();
  const shown = await Promise.all(Object.keys(documents).map((path) => rag.showChunks(path)));
  return {
    failed: report.failed,
    chunks: shown.map(({ chunks }) => chunks.map(({ start, end }) => [start, end])),
    notices: events.flatMap((event) => (event.type === "notice-raised" ? [event.code] : [])),
  };
}

const freshRun = async (): Promise<Run> => ({ folder: await folderOf(documents), dataDir: await folderOf({}) });
const reporting =
  (tokens: (counted: number, texts: readonly string[]) => number | undefined): Rewrite =>
  (answer, texts) => ({ ...answer, usage: { prompt_tokens: tokens(answer.usage.prompt_tokens, texts) } });
const words = (texts: readonly string[]) => texts.reduce((sum, text) => sum + text.split(/\s+/u).length, 0);

it.each<[string, (counted: number, texts: readonly string[]) => number | undefined, number]>([
  ["one token fewer per text", (counted, texts) => counted - texts.length, 2],
  ["3 % fewer", (counted) => Math.floor(counted * 0.97), 2],
  ["words", (_, texts) => words(texts), 2],
  ["nothing", () => undefined, 0],
])(
  "a service that counts %s gives the same chunks as one that counts exactly, with at most two more requests",
  async (_, count, more) => {
    const exact = await rewriting((answer) => answer);
    const expected = await indexed(await freshRun());
    const other = await rewriting(reporting(count));
    const run = await freshRun();
    const found = await indexed(run);
    expect([found.failed, found.chunks]).toEqual([[], expected.chunks]);
    expect(other.requests).toBeLessThanOrEqual(exact.requests + more);
    // A later process knows it.
    const before = other.requests;
    const later = await indexed({ folder: await folderOf(documents), dataDir: run.dataDir });
    expect([later.chunks, later.notices]).toEqual([expected.chunks, []]);
    expect(other.requests - before).toBe(exact.requests);
  },
);

it("a service that reads only the start of texts loses no document, and a later process sends it no longer text", async () => {
  standin.setFaults([{ name: "truncate", value: 512 }]);
  const seen = await rewriting((answer) => answer);
  const run = await freshRun();
  const found = await indexed(run);
  expect([found.failed, found.notices]).toEqual([[], ["window-smaller"]]);
  const longest = () => Math.max(...[...seen.texts.keys()].map((text) => text.length));
  const cut = longest();
  seen.texts.clear();
  const later = await indexed({ folder: await folderOf(documents), dataDir: run.dataDir });
  expect([later.failed, later.notices]).toEqual([[], []]);
  expect(longest()).toBeLessThan(cut / 2);
});

it("a permission that is lost in the middle ends the run, and the next one sends only the rest", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => [`note-${i}.txt`, `Note ${i} is about harbour ${i}.\n`]),
  );
  const run = { folder: await folderOf(many), dataDir: await folderOf({}) };
  let broken = true;
  const seen = await rewriting((answer, _, count) => (broken && count > 1 ? null : answer));
  const embedder = "databricks:gte-large-en";
  {
    await using rag = await openRagstone({ ...run, embedder, concurrency: 1 });
    await expect(rag.index()).rejects.toMatchObject({ code: "permission-denied" });
  }
  expect(seen.texts.size).toBeGreaterThan(0);
  broken = false;
  await using rag = await openRagstone({ ...run, embedder });
  const report = await rag.index();
  expect([report.failed, report.documents.seen]).toEqual([[], 400]);
  expect([...seen.texts.values()].filter((times) => times > 1)).toEqual([]);
});
