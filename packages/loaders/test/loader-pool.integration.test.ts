import { loaderInput } from "@ragstone/testkit";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { LoaderPool, LoaderPoolOptions } from "../src/index.js";
import { createLoaderPool } from "../src/index.js";
import { createPool } from "../src/pool/pool.js";

const moody = new URL("fixtures/moody-worker.mjs", import.meta.url);
const built = new URL("../dist/pool/worker.js", import.meta.url);
const page = "<!doctype html><title>T</title><body><h1>Head</h1><p>Body text of the page.</p>";

async function withPool<T>(url: URL, options: LoaderPoolOptions, use: (pool: LoaderPool) => Promise<T>): Promise<T> {
  const pool = createPool(url, options);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

const load = (pool: LoaderPool, path: string, signal?: AbortSignal) =>
  pool.load(loaderInput(path, page), signal === undefined ? {} : { signal });

describe("createLoaderPool", () => {
  it("gives every caller the result of its own file", async () => {
    await withPool(moody, { workers: 2 }, async (pool) => {
      const paths = Array.from({ length: 20 }, (_, n) => `ok-${n}.html`);
      const documents = await Promise.all(paths.map((path) => load(pool, path)));
      expect(documents.map((document) => document.path)).toEqual(paths);
    });
  });

  it("ends a worker that takes too long, reports its file, and loads the others", { timeout: 20_000 }, async () => {
    await withPool(moody, { workers: 1, timeoutMs: 1000 }, async (pool) => {
      const outcomes = await Promise.allSettled([
        load(pool, "ok-1.html"),
        load(pool, "hang.html"),
        load(pool, "ok-2.html"),
      ]);
      expect(
        outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value.path : outcome.reason.reason)),
      ).toEqual(["ok-1.html", "timed-out", "ok-2.html"]);
    });
  });

  it("counts CPU time, not the time that a worker is kept from the processor", { timeout: 20_000 }, async () => {
    await withPool(moody, { workers: 1, timeoutMs: 700 }, async (pool) => {
      await expect(load(pool, "sleep.html")).resolves.toMatchObject({ path: "sleep.html" });
      await expect(load(pool, "hang.html")).rejects.toMatchObject({ reason: "timed-out" });
    });
  });

  it("ends a worker that waits for something that never comes", { timeout: 20_000 }, async () => {
    await withPool(moody, { workers: 1, timeoutMs: 500 }, async (pool) => {
      await expect(load(pool, "wait.html")).rejects.toMatchObject({ reason: "timed-out" });
      await expect(load(pool, "ok.html")).resolves.toMatchObject({ path: "ok.html" });
    });
  });

  it.each([
    { uses: "two workers when the calling thread is idle", processors: 2, isIdle: true, options: {}, workers: 2 },
    { uses: "one worker when the calling thread is busy", processors: 2, isIdle: false, options: {}, workers: 1 },
    { uses: "one worker on one processor", processors: 1, isIdle: true, options: {}, workers: 1 },
    { uses: "as many as requested", processors: 4, isIdle: true, options: { workers: 1 }, workers: 1 },
  ])("uses $uses while files wait", async ({ processors, isIdle, options, workers }) => {
    const pool = createPool(moody, options, { processors, callerIsIdle: () => isIdle });
    const documents = await Promise.all([load(pool, "sleep-1.html"), load(pool, "sleep-2.html")]);
    await pool.close();
    expect(new Set(documents.map(({ metadata }) => metadata["threadId"])).size).toBe(workers);
  });

  it.each(["die.html", "throw.html"])("loses one file to a worker that crashes: %s", async (path) => {
    await withPool(moody, { workers: 1 }, async (pool) => {
      const outcomes = await Promise.allSettled([load(pool, path), load(pool, "ok.html")]);
      expect(outcomes[0]).toMatchObject({ status: "rejected", reason: { reason: "crashed", path } });
      expect(outcomes[1]).toMatchObject({ status: "fulfilled" });
    });
  });

  it("rejects a worker's answer that breaks the document contract", async () => {
    await withPool(moody, { workers: 1 }, async (pool) => {
      const outcomes = await Promise.allSettled([load(pool, "broken.html"), load(pool, "ok.html")]);
      expect(outcomes[0]).toMatchObject({
        status: "rejected",
        reason: { reason: "loader-fault", path: "broken.html", detail: expect.stringContaining("starts before 6") },
      });
      expect(outcomes[1]).toMatchObject({ status: "fulfilled" });
    });
  });

  it("starts a worker again that died between two files", async () => {
    await withPool(moody, { workers: 1 }, async (pool) => {
      await expect(load(pool, "later.html")).resolves.toMatchObject({ text: "loaded" });
      await new Promise((resolve) => setTimeout(resolve, 200));
      await expect(load(pool, "ok.html")).resolves.toMatchObject({ text: "loaded" });
    });
  });

  it("loses one file to a worker that runs out of memory", { timeout: 60_000 }, async () => {
    await withPool(moody, { workers: 1, timeoutMs: 50_000 }, async (pool) => {
      await expect(load(pool, "eat.html")).rejects.toMatchObject({
        reason: "crashed",
        detail: expect.stringContaining("memory"),
      });
      await expect(load(pool, "ok.html")).resolves.toMatchObject({ text: "loaded" });
    });
  });

  it("stops a file that is loading and one that waits when they are aborted", async () => {
    await withPool(moody, { workers: 1 }, async (pool) => {
      const running = new AbortController();
      const waiting = new AbortController();
      const hanging = load(pool, "hang.html", running.signal);
      const queued = load(pool, "ok.html", waiting.signal);
      waiting.abort();
      await expect(queued).rejects.toMatchObject({ name: "AbortError" });
      running.abort();
      await expect(hanging).rejects.toMatchObject({ name: "AbortError" });
      await expect(load(pool, "ok.html", AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
      await expect(load(pool, "ok.html")).resolves.toMatchObject({ path: "ok.html" });
    });
  });

  it("rejects active, waiting and new files when it is closed", async () => {
    const pool = createPool(moody, { workers: 1 });
    const outcomes = Promise.allSettled([load(pool, "hang.html"), load(pool, "ok.html")]);
    await new Promise((resolve) => setImmediate(resolve));
    await pool.close();
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "pool-closed" } });
    await expect(load(pool, "ok.html")).rejects.toMatchObject({ code: "pool-closed" });
  });

  it("loads in this thread where no worker was built, and small text files always", async () => {
    await withPool(new URL("missing.js", import.meta.url), {}, async (pool) => {
      expect((await load(pool, "page.html")).text).toContain("Body text");
    });
    await withPool(moody, {}, async (pool) => {
      expect((await pool.load(loaderInput("hang.md", "# small"))).title).toBe("small");
    });
  });

  it.skipIf(!existsSync(built))("loads in built workers as in this thread, errors included", async () => {
    await withPool(built, { workers: 1 }, async (pool) => {
      const here = createLoaderPool();
      expect(await load(pool, "page.html")).toEqual(await load(here, "page.html"));
      await expect(pool.load(loaderInput("broken.docx", "PK\u0003\u0004 nothing"))).rejects.toMatchObject({
        code: "document-failed",
        reason: "malformed",
        path: "broken.docx",
      });
    });
  });

  it.skipIf(!existsSync(built))("lets a program end that forgot to close it", { timeout: 30_000 }, () => {
    const program = `import { createLoaderPool } from ${JSON.stringify(new URL("../dist/index.js", import.meta.url).href)};
      const { text } = await createLoaderPool().load({ path: "a.html", bytes: new TextEncoder().encode(${JSON.stringify(page)}), sha256: "0".repeat(64), modifiedMs: 0 });
      process.stdout.write(text);`;
    expect(
      execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8", timeout: 20_000 }),
    ).toContain("Body text");
  });

  it("applies its limits and rejects invalid options", async () => {
    await withPool(moody, { maxBytes: 10 }, async (pool) => {
      await expect(load(pool, "ok.html")).rejects.toMatchObject({ reason: "too-large" });
    });
    for (const options of [{ workers: 0 }, { workers: 1.5 }, { timeoutMs: 0 }])
      expect(() => createLoaderPool(options)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});
