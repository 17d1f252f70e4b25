import { readdir, readFile, rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { generateFolder } from "./corpus/generate-folder.js";
import { questions } from "./corpus/passages.js";
import { type Article, readProse } from "./corpus/prose.js";
import type { BenchReport, BenchRow } from "./measure/bench-report.js";
import { median } from "./measure/median.js";
import { runChild } from "./measure/run-child.js";
import { firstPaintMs } from "./serve/first-paint.js";
import { loadClients } from "./serve/load-clients.js";
import { searchOverhead } from "./serve/search-overhead.js";
import { serveProcess } from "./serve/served-process.js";
import { slowProvider, type SlowProvider } from "./serve/slow-provider.js";

const cli = fileURLToPath(new URL("../../ragstone/bin/ragstone.js", import.meta.url));
const pageFiles = fileURLToPath(new URL("../../playground/page/assets", import.meta.url));

const megabyte = 1e6;

/** `ragstone serve` in a process of its own, over a generated folder, against the command and the library. */
export async function serveBench({ dataDir }: { readonly dataDir: string }): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "ragstone-bench-serve-"));
  try {
    const articles = await readProse(dataDir);
    const { files, bytes } = await generateFolder(folder, articles, { files: 240, bytes: 3_600_000 });
    await runChild(cli, ["index", folder, "--quiet"]);
    const rows = [
      ...(await coldRows(folder, articles)),
      ...(await searchRows(folder, articles)),
      ...(await loadRows(folder, articles)),
      ...(await streamRows(folder, articles)),
    ];
    return {
      name: "serve",
      rival: "`ragstone ask` in a new process; the library's `search()`; p50; the memory after the first round",
      input: `${files} HTML files, ${(bytes / megabyte).toFixed(1)} MB`,
      rows,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function coldRows(folder: string, articles: readonly Article[]): Promise<BenchRow[]> {
  const [question] = questions(articles, 1);
  const [served, asked]: [number[], number[]] = [[], []];
  for (let run = 0; run < 5; run += 1) {
    const server = await serveProcess(folder);
    served.push(server.firstByteMs);
    await server.stop();
    const { firstOutputMs, wallMs } = await runChild(cli, ["ask", question!, folder], { accept: [0, 3, 4] });
    asked.push(firstOutputMs ?? wallMs);
  }
  const server = await serveProcess(folder);
  await wait(10_000);
  const idle = await server.residentBytes();
  const paint = await firstPaintMs(server.address);
  await server.stop();
  return [
    {
      what: "start to first byte",
      unit: "ms",
      ours: median(served),
      rival: median(asked),
      note: "goal: ratio >= 0.67",
    },
    { what: "idle memory", unit: "MB", ours: idle / megabyte, rival: null, note: "goal: <= 150" },
    ...(paint === null
      ? []
      : [{ what: "first paint at 4x slowdown", unit: "ms", ours: paint, rival: null, note: "goal: <= 300" } as const]),
    {
      what: "JavaScript of the page, gzip",
      unit: "MB",
      ours: (await scriptBytes()) / megabyte,
      rival: null,
      note: "goal: <= 0.09",
    },
  ];
}

async function scriptBytes(): Promise<number> {
  const names = (await readdir(pageFiles)).filter((name) => name.endsWith(".js"));
  const files = await Promise.all(names.map((name) => readFile(join(pageFiles, name))));
  return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
}

async function searchRows(folder: string, articles: readonly Article[]): Promise<BenchRow[]> {
  const { directMs, servedMs, addedMs } = await searchOverhead(folder, questions(articles, 20));
  return [
    { what: "processor time of /search", unit: "ms", ours: servedMs, rival: directMs, note: "the library" },
    { what: "  added to the library's", unit: "ms", ours: addedMs, rival: null, note: "goal: <= 1" },
  ];
}

async function loadRows(folder: string, articles: readonly Article[]): Promise<BenchRow[]> {
  const server = await serveProcess(folder);
  const { collections } = (await (await server.request("/api/collections")).json()) as {
    collections: { name: string }[];
  };
  const asked = questions(articles, 200);
  const path = `/api/collections/${encodeURIComponent(collections[0]!.name)}/search`;
  // A server that has answered before: loading its models is measured by the cold start.
  await (await server.request(path, { method: "POST", body: JSON.stringify({ query: asked[0] }) })).text();
  const result = await loadClients({ clients: 32, durationMs: 30_000 }, (number) =>
    server.request(path, { method: "POST", body: JSON.stringify({ query: asked[number % asked.length] }) }),
  );
  await server.stop();
  const { requests, errors, elapsedMs } = result;
  return [
    {
      what: "32 clients for 30 s: p99",
      unit: "ms",
      ours: median(elapsedMs, 0.99),
      rival: median(elapsedMs),
      note: "p50; goal: ratio >= 0.1",
    },
    { what: "  errors", unit: "count", ours: errors, rival: null, note: `of ${requests} requests; goal: 0` },
  ];
}

/** 200 streams at once, half of them left by their readers after two seconds, three times. */
async function streamRows(folder: string, articles: readonly Article[]): Promise<BenchRow[]> {
  const provider = await slowProvider(100);
  const flags = ["--model", "openai:slow", "--base-url", provider.baseUrl];
  const server = await serveProcess(folder, flags, { OPENAI_API_KEY: "none" });
  const { collections } = (await (await server.request("/api/collections")).json()) as {
    collections: { name: string }[];
  };
  const path = `/api/collections/${encodeURIComponent(collections[0]!.name)}/ask`;
  const asked = questions(articles, 200);
  const memory: number[] = [];
  let open = 0;
  let started = 0;
  for (let round = 0; round < 3; round += 1) {
    const leaving = new AbortController();
    const streams = Array.from({ length: 200 }, async (_, index) => {
      const signal = index % 2 === 0 ? leaving.signal : null;
      const response = await server.request(path, {
        method: "POST",
        body: JSON.stringify({ question: asked[index], stream: true }),
        signal,
      });
      await response.text();
    });
    const ended = Promise.allSettled(streams);
    // Those that the model is not asked, as there is no evidence, end by themselves.
    await Promise.race([ended, startedOf(provider, 150 + started, leaving.signal)]);
    leaving.abort();
    started = provider.started();
    await ended;
    await wait(10_000);
    open = Math.max(open, provider.open());
    memory.push(await server.residentBytes());
  }
  await server.stop();
  provider.close();
  return [
    { what: "200 streams, half left: open calls after 10 s", unit: "count", ours: open, rival: null, note: "goal: 0" },
    {
      what: "  memory after three rounds",
      unit: "MB",
      ours: memory[2]! / megabyte,
      rival: memory[0]! / megabyte,
      note: "first round; goal: ratio >= 0.9",
    },
  ];
}

async function startedOf(provider: SlowProvider, calls: number, signal: AbortSignal): Promise<void> {
  while (provider.started() < calls && !signal.aborted) await wait(100);
}
