import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RemoteError, type Generator } from "@ragstone/core";
import { createServer as createTcpServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { openRagstone } from "@ragstone/engine";
import { expect, it, onTestFinished, vi } from "vitest";
import { createServer } from "../src/index.js";
import { ownersToken, served } from "./served.js";
import { slowGenerator } from "./slow-generator.js";

const question = "How often are signing keys rotated?";
const path = "/api/collections/docs";

/** Another process that keeps the folder's index open for writing. */
async function writingElsewhere(folder: string): Promise<() => Promise<void>> {
  const dir = JSON.stringify(join(folder, ".ragstone"));
  const program = `
    import { openIndex } from "@ragstone/index";
    await openIndex({ dir: ${dir}, mode: "write" });
    console.log("open");
    setInterval(() => {}, 1000);`;
  // Where the package can be imported.
  const cwd = fileURLToPath(new URL("../../engine", import.meta.url));
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { cwd });
  await once(child.stdout, "data");
  return async () => {
    const closed = once(child, "close");
    child.kill();
    await closed;
  };
}

it("listens at the next port if the wanted one is in use, and says which", async () => {
  const other = createTcpServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const wanted = (other.address() as AddressInfo).port;
  const { folder } = await served();
  const rag = await openRagstone({ folder });
  const server = await createServer({
    collections: [{ name: "docs", rag }],
    tokens: [{ name: "owner", secret: ownersToken, filter: null }],
    limits: { graceMs: 100 },
  });
  onTestFinished(async () => {
    await server.close();
    await rag.close();
  });
  const { port } = await server.listen({ port: wanted });
  expect(port).toBeGreaterThan(wanted);
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
});

it("reports an index that another program writes to, keeps answering, and indexes when it is free", async () => {
  const { call, json, folder } = await served();
  const stopWriting = await writingElsewhere(folder);
  const run = await (await call(`${path}/index`, {})).text();
  expect(run).toContain("event: error\n");
  expect(run).toContain('"code":"index-locked"');
  expect(await json("/api/collections")).toMatchObject({
    collections: [{ indexing: false, error: { code: "index-locked" } }],
  });
  expect(await json(`${path}/ask`, { question })).toMatchObject({ status: "answered" });
  await stopWriting();
  expect(await (await call(`${path}/index`, {})).text()).toContain("event: report\n");
  expect(await json("/api/collections")).toMatchObject({ collections: [{ error: null }] });
});

it("names the line to type for a model without a key", async () => {
  vi.stubEnv("ANTHROPIC_API_KEY", "");
  vi.stubEnv("DATABRICKS_HOST", "");
  vi.stubEnv("DATABRICKS_TOKEN", "");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { json } = await served();
  const { chat } = await json<{ chat: { spec: string; available: boolean; hint: string }[] }>("/api/models");
  const claude = chat.find(({ spec }) => spec === "databricks:claude-sonnet-4");
  expect(claude).toMatchObject({
    available: false,
    hint: expect.stringMatching(/^DATABRICKS_HOST=\S+ DATABRICKS_TOKEN=\S+ ragstone serve$/u) as unknown,
  });
  const refused = await json(`${path}/ask`, { question, model: "anthropic:claude-sonnet-4" });
  expect(refused).toMatchObject({
    error: { code: "sign-in-failed", hint: expect.stringContaining("ANTHROPIC_API_KEY") as unknown },
  });
});

it("passes on an answer of 100,000 tokens whole, and serves others meanwhile", { timeout: 120_000 }, async () => {
  const counted = Array.from({ length: 100_000 }, (_, at) => `${at}${at % 20 === 19 ? ". " : " "}`);
  const generator: Generator = {
    ...slowGenerator(),
    async *generate() {
      for (const text of counted) yield { type: "text", text };
      yield { type: "finish", reason: "stop" };
    },
  };
  const { call, json } = await served({ open: { generator } });
  const answering = call(`${path}/ask`, { question, stream: true }).then((response) => response.text());
  const done = answering.then(() => "done" as const);
  let others = 0;
  for (;;) {
    if ((await Promise.race([done, json("/health")])) === "done") break;
    others += 1;
  }
  const text = await answering;
  const last = JSON.parse(text.trim().split("\n").at(-1)!.slice("data: ".length)) as { answer: { text: string } };
  expect(last.answer.text.match(/\d+/gu)).toEqual(counted.map((_, at) => String(at)));
  expect(others).toBeGreaterThan(5);
});

it("tells of a provider that dies in the middle of its answer, in each form, and answers the next question", async () => {
  const dying: Generator = {
    ...slowGenerator(),
    name: "dying",
    async *generate() {
      yield { type: "text", text: "Signing keys are rotated " };
      await new Promise(setImmediate);
      throw new RemoteError("stream-cut", "The answer of dying ended before it was whole.", { hint: "Ask again." });
    },
  };
  const { call, json } = await served({ open: { generator: dying }, server: { model: "dying" } });
  const events = await (await call(`${path}/ask`, { question, stream: true })).text();
  expect(events).toMatch(/event: error\ndata: \{"error":\{"code":"stream-cut".*\n\n$/u);
  const whole = await call(`${path}/ask`, { question });
  expect([whole.status, await whole.json()]).toMatchObject([
    502,
    { error: { code: "stream-cut", hint: "Ask again." } },
  ]);
  const messages = [{ role: "user", content: question }];
  const chat = await (await call("/v1/chat/completions", { model: "docs", stream: true, messages })).text();
  expect(chat.trim().split("\n\n").at(-1)).toMatch(/^data: \{"error":\{"message":.*"code":"stream-cut"/u);
  const plain = await (await call(`${path}/chat`, { question })).text();
  expect(plain).toMatch(/event: error\n/u);
  expect(await json(`${path}/ask`, { question, model: "extractive" })).toMatchObject({ status: "answered" });
});

it("lists 10,000 documents, and what was ignored or waits for text recognition", { timeout: 120_000 }, async () => {
  const files = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [`d${at % 100}/${at}.txt`, `Document ${at}.\n`]),
  );
  const { json, call } = await served({ files: { ...files, "photo.png": Buffer.from([137, 80, 78, 71, 0]) } });
  await (await call(`${path}/index`, {})).text();
  const all = await json<{ total: number; documents: { path: string; state: string }[] }>(
    `${path}/documents?limit=10000`,
  );
  expect([all.total, all.documents.length]).toEqual([10_001, 10_000]);
  expect(await json(`${path}/documents?find=photo`)).toMatchObject({
    documents: [{ path: "photo.png", state: "ignored", reason: "not-a-document" }],
  });
});
