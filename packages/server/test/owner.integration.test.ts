import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { request } from "node:http";
import { join } from "node:path";
import { expect, it } from "vitest";
import { routes } from "../src/api.js";
import { asTeam, ownersToken, served } from "./served.js";

const question = "How often are signing keys rotated?";
const put = (body: string | Uint8Array<ArrayBuffer>): RequestInit => ({ method: "PUT", body });

it("indexes on request, with progress, and says afterwards what failed and what changed", async () => {
  const { call, json, folder } = await served();
  const stop = new AbortController();
  const events = await call("/api/collections/docs/events", undefined, { signal: stop.signal });
  await writeFile(join(folder, "broken.pdf"), "%PDF-1.7 nothing");
  await writeFile(join(folder, "new.md"), "# New\n\nBackups are kept for 30 days.\n");
  const run = await (await call("/api/collections/docs/index", {})).text();
  expect(run).toContain('event: progress\ndata: {"type":"walk-ended"');
  expect(run.trim().split("\n\n").at(-1)).toContain("event: report\n");
  const { documents } = routes.documents.response.parse(await json("/api/collections/docs/documents"));
  expect(documents.map(({ path, state }) => [path, state])).toEqual([
    ["broken.pdf", "failed"],
    ["keys.md", "indexed"],
    ["new.md", "indexed"],
    ["team/lunch.md", "indexed"],
  ]);
  expect(documents[0]).toMatchObject({ reason: "malformed", hint: expect.stringContaining(" ") });
  let seen = "";
  for await (const part of events.body!.pipeThrough(new TextDecoderStream())) {
    seen += part;
    if (seen.includes("event: changed\n")) break;
  }
  expect(seen).toMatch(/^event: status\ndata: \{"indexing":false,"progress":null,"error":null\}/mu);
  expect(seen).toMatch(/"indexing":true,"progress":\{"done":\d+,"total":\d+,"elapsedMs":\d+\}/u);
  expect(seen).toContain('"indexed":1');
  stop.abort();
  expect(await json("/api/collections/docs/index", undefined, { method: "DELETE" })).toEqual({ cancelled: false });
});

it("lists files that were added or changed and wait for the next run", async () => {
  const { json, call, folder } = await served();
  await writeFile(join(folder, "new.md"), "# New\n\nBackups are kept for 30 days.\n");
  await writeFile(join(folder, "keys.md"), "# Keys\n\nSigning keys are rotated every 30 days.\n");
  const states = async () => {
    const { documents } = routes.documents.response.parse(await json("/api/collections/docs/documents"));
    return documents.map(({ path, state, reason }) => [path, state, reason]);
  };
  expect(await states()).toEqual([
    ["keys.md", "pending", "changed"],
    ["new.md", "pending", "added"],
    ["team/lunch.md", "indexed", undefined],
  ]);
  await (await call("/api/collections/docs/index", {})).text();
  expect((await states()).map(([, state]) => state)).toEqual(["indexed", "indexed", "indexed"]);
});

it("reports a folder that is gone as the collection's state, and goes on answering", async () => {
  const { json, call, folder } = await served();
  const { rename } = await import("node:fs/promises");
  const { citations } = await json<{ citations: unknown[] }>("/api/collections/docs/ask", { question });
  await rename(join(folder, "keys.md"), join(folder, "gone.txt"));
  const answer = { question, status: "answered", text: "", claims: [], citations };
  const verified = await json("/api/collections/docs/verify", { answer });
  expect(routes.verify.response.parse(verified).citations).toMatchObject([{ id: 1, state: "gone" }]);
  await rename(folder, `${folder}-away`);
  const run = await (await call("/api/collections/docs/index", {})).text();
  expect(run).toContain("event: error\n");
  await rename(`${folder}-away`, folder);
  const { collections } = routes.collections.response.parse(await json("/api/collections"));
  expect(collections[0]).toMatchObject({ indexing: false, error: { code: "invalid-option" } });
  expect((await call("/api/collections/docs/search", { query: "keys" })).status).toBe(200);
});

it("sends an answer as a page to download, which runs nothing", async () => {
  const { json, call } = await served();
  const answer = await json("/api/collections/docs/ask", { question });
  const page = await call("/api/collections/docs/export", { answer });
  expect(page.headers.get("content-disposition")).toContain("attachment");
  expect(page.headers.get("content-security-policy")).toContain("sandbox");
  expect(await page.text()).toContain("90 days");
  expect((await call("/api/collections/docs/export", { answer: { text: 3 } })).status).toBe(400);
});

it("sends a scoped caller an answer as a page, with text of documents in the scope alone", async () => {
  const { json, call } = await served();
  const own = await json("/api/collections/docs/ask", { question: "What does lunch cost?" }, asTeam);
  const page = await call("/api/collections/docs/export", { answer: own }, asTeam);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("12 francs in the canteen")]);
  // The owner's answer names a document that the caller cannot see; its quotes are all that the page has of it.
  const { citations, ...rest } = await json<{ citations: object[] }>("/api/collections/docs/ask", { question });
  const known = {
    ...rest,
    citations: citations.map((citation) => ({ ...citation, quote: "Signing" })),
    text: "",
    claims: [],
  };
  const text = await (await call("/api/collections/docs/export", { answer: known }, asTeam)).text();
  expect(text).toContain("Signing");
  expect(text).not.toContain("platform team");
});

it("tells a scoped caller of runs that changed documents in the scope, and of nothing else", async () => {
  const { call, folder } = await served();
  const stop = new AbortController();
  const stream = await call("/api/collections/docs/events", undefined, { ...asTeam, signal: stop.signal });
  const run = async () => (await call("/api/collections/docs/index", {})).text();
  await writeFile(join(folder, "keys.md"), "# Keys\n\nSigning keys are rotated every 30 days.\n");
  await run();
  await writeFile(join(folder, "team/lunch.md"), "# Lunch\n\nLunch costs 14 francs.\n");
  await run();
  let seen = "";
  for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
    seen += part;
    if (seen.includes("event: changed")) break;
  }
  expect(seen.match(/event: \w+\ndata: .*/gu)).toEqual(["event: changed\ndata: {}"]);
  stop.abort();
});

it("adds files to a folder that is opened for writing, and only there", async () => {
  const { call, json, folder } = await served({ writable: true });
  const content = "# Uploads\n\nBackups are kept for 30 days.\n";
  const added = await call("/api/collections/docs/files?path=new/a%20b.md", undefined, put(content));
  expect(routes.upload.response.parse(await added.json())).toEqual({ path: "new/a b.md", bytes: content.length });
  expect(await readFile(join(folder, "new/a b.md"), "utf8")).toBe(content);
  const again = await call("/api/collections/docs/files?path=new/a%20b.md", undefined, put("other"));
  expect([again.status, await again.json()]).toMatchObject([409, { error: { code: "file-exists" } }]);
  await call("/api/collections/docs/files?path=new/a%20b.md&replace=true", undefined, put("other"));
  expect(await readFile(join(folder, "new/a b.md"), "utf8")).toBe("other");
  expect(await json("/api/settings")).toMatchObject({ owner: true, write: true });
  const readOnly = await served();
  const refused = await readOnly.call("/api/collections/docs/files?path=a.md", undefined, put("x"));
  expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: "read-only" } }]);
  expect(await readdir(join(folder, "new"))).toEqual(["a b.md"]);
});

it("refuses uploads that lead out of the folder, to hidden files, or are too large", async () => {
  const { call, folder, port } = await served({ writable: true, server: { limits: { uploadBytes: 1000 } } });
  const outside = join(folder, "..", "outside");
  await mkdir(outside);
  await symlink(outside, join(folder, "link"));
  const paths = [
    "../a.md",
    "a/../../b.md",
    "/etc/a.md",
    ".ragstone/index.md",
    "a/.git/b.md",
    "a\\..\\..\\b.md",
    "link/a.md",
  ];
  for (const path of [...paths, "a\u0000.md", "a//b.md", "", "C:a.md", `${"x".repeat(300)}.md`, ".", "a/."]) {
    const response = await call(`/api/collections/docs/files?path=${encodeURIComponent(path)}`, undefined, put("x"));
    expect([path, response.status]).toEqual([path, 400]);
  }
  const large = await call("/api/collections/docs/files?path=large.md", undefined, put("x".repeat(2000)));
  expect([large.status, await large.json()]).toMatchObject([413, { error: { code: "body-too-large" } }]);
  // Without a length, the limit counts what comes.
  const status = await new Promise((resolve) => {
    const headers = { authorization: `Bearer ${ownersToken}`, "transfer-encoding": "chunked" };
    const path = "/api/collections/docs/files?path=endless.md";
    const sent = request({ host: "127.0.0.1", port, method: "PUT", path, headers }, ({ statusCode }) =>
      resolve(statusCode),
    );
    sent.on("error", () => {});
    const more = () => {
      while (!sent.destroyed && sent.write("x".repeat(500)));
    };
    sent.on("drain", more);
    more();
    sent.on("response", () => sent.destroy());
  });
  expect(status).toBe(413);
  expect(await readdir(outside)).toEqual([]);
  expect((await readdir(folder)).toSorted()).toEqual([".ragstone", "keys.md", "link", "team"]);
});

it("lists models, those of a running Ollama among them, and lets requests name no paths or URLs", async () => {
  const ollama = createHttpServer((_request, response) => response.end('{"models":[{"name":"llama3:8b"}]}'));
  await new Promise<void>((resolve) => ollama.listen(0, "127.0.0.1", resolve));
  const { port } = ollama.address() as { port: number };
  const { json, call } = await served({ server: { ollamaUrl: `http://127.0.0.1:${port}` } });
  const { chat } = routes.models.response.parse(await json("/api/models"));
  ollama.close();
  expect(chat.map(({ spec }) => spec)).toEqual(expect.arrayContaining(["extractive", "ollama:llama3:8b"]));
  const scoped = routes.models.response.parse(await json("/api/models", undefined, asTeam));
  expect(scoped.chat.map(({ spec }) => spec)).toEqual(["extractive"]);
  const refused = ["onnx:/tmp/model", "../model", "openai:gpt?baseUrl=http://127.0.0.1:1", "http://127.0.0.1:1"];
  for (const model of refused) {
    const response = await call("/api/collections/docs/ask", { question, model });
    expect([model, response.status]).toEqual([model, 400]);
  }
  const paid = await call("/api/collections/docs/ask", { question, model: "openai:gpt-5" }, asTeam);
  expect([paid.status, await paid.json()]).toMatchObject([400, { error: { code: "model-refused" } }]);
});

it("keeps keys in memory for the providers that take one", async () => {
  const kept: string[] = [];
  const { json, call } = await served({ server: { keys: { openai: (key) => kept.push(key) } } });
  expect(await json("/api/settings")).toMatchObject({ keys: ["openai"], write: false });
  expect(await json("/api/keys", { provider: "openai", key: "sk-test" })).toEqual({ provider: "openai" });
  expect(kept).toEqual(["sk-test"]);
  expect((await call("/api/keys", { provider: "toString", key: "x" })).status).toBe(403);
});

it.each([
  ["POST", "/api/collections/docs/index", "{}"],
  ["DELETE", "/api/collections/docs/index", undefined],
  ["PUT", "/api/collections/docs/files?path=a.md", "x"],
  ["POST", "/api/keys", '{"provider":"openai","key":"x"}'],
])("reserves %s %s to the owner", async (method, path, body) => {
  const { call } = await served({ writable: true, server: { keys: { openai: () => {} } } });
  const headers = { ...asTeam.headers, "content-type": "application/json" };
  const response = await call(path, undefined, { method, headers, ...(body === undefined ? {} : { body }) });
  expect([response.status, await response.json()]).toMatchObject([403, { error: { code: "permission-denied" } }]);
});
