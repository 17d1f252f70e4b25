import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RagstoneEvent } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderOf } from "../../test/folder.js";
import { openRagstone, type OpenOptions } from "../index.js";

const files = {
  "keys.md": "# Keys\n\nKeys rotate every 30 days.",
  "vault.md": "The vault is in Oslo.",
  "photo.bin": new Uint8Array([0, 1, 2, 3, 0, 255]),
  "empty.txt": "",
};

async function opened(folder: string, options: Partial<OpenOptions> = {}) {
  const rag = await openRagstone({ folder, ...options });
  onTestFinished(() => rag.close());
  return rag;
}

/** The documents' counts and the paths of the events of a run. */
async function run(rag: Awaited<ReturnType<typeof opened>>) {
  const events: string[] = [];
  const onEvent = (event: RagstoneEvent) => {
    if ("path" in event) events.push(`${event.type} ${event.path}`);
  };
  const { documents, embedded, chunks } = await rag.index({ onEvent });
  return { documents, embedded, chunks, events };
}

const none = { seen: 0, indexed: 0, reread: 0, unchanged: 0, moved: 0, removed: 0, failed: 0, elsewhere: 0 };

describe("a run of the folder", () => {
  it("reports documents that are new, unchanged, touched, edited, moved and removed", async () => {
    const folder = await folderOf(files);
    const rag = await opened(folder);
    expect((await run(rag)).documents).toEqual({ ...none, seen: 2, indexed: 2 });
    const again = await run(rag);
    expect(again.documents).toEqual({ ...none, seen: 2, unchanged: 2 });
    expect(again.embedded).toMatchObject({ texts: 0, tokens: 0 });
    utimesSync(join(folder, "keys.md"), 1000, 1000);
    mkdirSync(join(folder, "sub"));
    renameSync(join(folder, "vault.md"), join(folder, "sub/place.md"));
    const moved = await run(rag);
    expect(moved.documents).toEqual({ ...none, seen: 2, unchanged: 1, moved: 1 });
    expect(moved.events).toContain("document-moved sub/place.md");
    expect(moved.chunks).toMatchObject({ added: 0, removed: 0 });
    writeFileSync(join(folder, "keys.md"), "# Keys\n\nKeys rotate every 90 days.");
    rmSync(join(folder, "sub/place.md"));
    const edited = await run(rag);
    expect(edited.documents).toEqual({ ...none, seen: 1, indexed: 1, removed: 1 });
    expect(edited.chunks).toEqual({ total: 1, added: 1, removed: 2 });
    expect((await rag.search("Oslo vault", { mode: "text" })).map(({ path }) => path)).toEqual([]);
  });

  it("removes a document whose file turned into something else", async () => {
    const folder = await folderOf(files);
    const rag = await opened(folder);
    await run(rag);
    writeFileSync(join(folder, "vault.md"), "");
    expect((await run(rag)).documents).toEqual({ ...none, seen: 1, unchanged: 1, removed: 1 });
  });

  it("cuts documents of the folder and put ones again where the size of passages changed", async () => {
    const folder = await folderOf({ "long.md": "Keys rotate every 30 days in Oslo. ".repeat(60) });
    const rag = await opened(folder);
    await rag.put({ path: "note.txt", text: "Pumps run at 40 bar in Bergen. ".repeat(60) });
    await run(rag);
    const before = (await rag.status()).chunks;
    await rag.close();
    const finer = await opened(folder, { targetTokens: 64 });
    const { documents } = await run(finer);
    expect(documents).toMatchObject({ indexed: 1, unchanged: 0 });
    expect((await finer.status()).chunks).toBeGreaterThan(before * 2);
    expect((await finer.showChunks("put:note.txt")).chunks.length).toBeGreaterThan(4);
    expect((await run(finer)).documents).toMatchObject({ indexed: 0, unchanged: 1 });
  });

  it("is planned at the price of its tokens, without writing", async () => {
    const folder = await folderOf(files);
    const priced = { ...staticEmbedder(), usdPerMillionTokens: 2, estimateSeconds: () => 12.34 };
    const rag = await opened(folder, { embedder: priced });
    const plan = await rag.plan();
    expect(plan.documents).toEqual({ ...none, seen: 2, indexed: 2 });
    const { texts, tokens, costUsd, seconds } = plan.estimate;
    expect([texts, seconds]).toEqual([2, 12.4]);
    expect(costUsd).toBeCloseTo((tokens * 2) / 1e6, 12);
    const { embedded, costUsd: paid } = await rag.index();
    expect([embedded.texts, embedded.tokens, paid]).toEqual([texts, tokens, costUsd]);
    expect((await rag.plan()).estimate).toMatchObject({ texts: 0, tokens: 0, costUsd: 0 });
  });
});

describe("a migration", () => {
  it("reports both models, what it embedded and what that cost, and the index answers with the new one", async () => {
    const folder = await folderOf(files);
    const rag = await opened(folder);
    await rag.index();
    const embedder = staticEmbedder();
    const other = { ...embedder, usdPerMillionTokens: 3, fingerprint: { ...embedder.fingerprint, model: "other" } };
    const events: string[] = [];
    const onEvent = (event: RagstoneEvent) => events.push(event.type);
    const startMs = performance.now();
    const { elapsedMs, costUsd, ...report } = await rag.migrate({ embedder: other, onEvent });
    expect(report).toMatchObject({ from: embedder.fingerprint.model, to: "other", resumed: false, documents: 2 });
    expect(report.embedded.texts).toBe(2);
    expect(costUsd).toBeCloseTo((report.embedded.tokens * 3) / 1e6, 12);
    expect(elapsedMs).toBeGreaterThanOrEqual(0);
    expect(elapsedMs).toBeLessThanOrEqual(Math.ceil(performance.now() - startMs));
    expect(events.filter((type) => type === "document-indexed")).toHaveLength(2);
    expect(JSON.parse(readFileSync(join(folder, ".ragstone/settings.json"), "utf8"))).toMatchObject({
      embedder: "other",
    });
    expect((await rag.search("vault in Oslo")).at(0)?.path).toBe("vault.md");
    await expect(rag.migrate({ embedder: other })).rejects.toMatchObject({ code: "invalid-option" });
  });
});
