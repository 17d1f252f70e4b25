import type { Embedder, IndexReader, RagstoneEvent, SourceDocument } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import type { EmbedQueue } from "./embed-queue.js";
import { RunTally } from "./run-tally.js";
import { StageClock } from "./stage-clock.js";

function tallyOf(usdPerMillionTokens: number | null = 0.5) {
  const events: RagstoneEvent[] = [];
  const tally = new RunTally({
    index: { status: () => Promise.resolve({ chunks: 12 }) } as unknown as IndexReader,
    indexName: ".ragstone",
    embedder: { usdPerMillionTokens } as Embedder,
    queue: { texts: 7, tokens: 3_000_000 } as EmbedQueue,
    clock: new StageClock(() => 0),
    onEvent: (event) => events.push(event),
  });
  return { tally, events };
}

const document = (path: string, hiddenCharacters: number): SourceDocument =>
  ({
    path,
    text: "Keys",
    hiddenCharacters,
    warnings: [{ code: "odd", detail: path }],
  }) as unknown as SourceDocument;

describe("the tally of a run", () => {
  it("reports what other processes found in each file", async () => {
    const { tally, events } = tallyOf();
    const file = (path: string) => ({ path, bytes: 3, modifiedMs: 1 });
    tally.elsewhere(file("done.md"), { kind: "done" });
    tally.elsewhere(file("x.bin"), { kind: "ignored", reason: "not-a-document" });
    tally.elsewhere(file("bad.pdf"), { kind: "failed", reason: "malformed", detail: "d", hint: "h" });
    const { documents, failed, ignored } = await tally.report();
    expect(documents).toMatchObject({ seen: 2, indexed: 0, failed: 1, elsewhere: 1 });
    expect(failed).toEqual([{ path: "bad.pdf", reason: "malformed", detail: "d", hint: "h" }]);
    expect(ignored.byReason).toEqual({ "not-a-document": 1 });
    expect(events).toContainEqual({ type: "document-elsewhere", path: "done.md" });
  });

  it("reports what was counted, failures and warnings in order of their paths", async () => {
    const { tally } = tallyOf();
    const startMs = performance.now();
    for (const path of ["c.md", "a.md"]) {
      tally.failed({ path, reason: "crashed", detail: "d", hint: "h" });
      tally.indexed(document(path, 2), { chunksAdded: 4, chunksRemoved: 1, reused: 3 });
    }
    tally.unchanged("u.md");
    tally.moved("from.md", "to.md");
    tally.removed("gone.md", 5);
    tally.reread();
    tally.ignored("x.bin", "not-a-document");
    tally.unsupported({ path: "y.bin", bytes: 3, modifiedMs: 1 }, "not-a-document");
    const { elapsedMs, ...report } = await tally.report();
    const failed = (path: string) => ({ path, reason: "crashed", detail: "d", hint: "h" });
    expect(report).toEqual({
      index: ".ragstone",
      documents: { seen: 6, indexed: 2, reread: 1, unchanged: 1, moved: 1, removed: 1, failed: 2, elsewhere: 0 },
      failed: [failed("a.md"), failed("c.md")],
      ignored: { total: 2, byReason: { "not-a-document": 2 }, extensions: { "not-a-document": { ".bin": 2 } } },
      chunks: { total: 12, added: 8, removed: 7 },
      embedded: { texts: 7, tokens: 3_000_000, reused: 6 },
      hiddenCharacters: 4,
      warnings: [
        { path: "a.md", code: "odd", detail: "a.md" },
        { path: "c.md", code: "odd", detail: "c.md" },
      ],
      costUsd: 1.5,
    });
    expect(elapsedMs).toBeGreaterThanOrEqual(0);
    expect(elapsedMs).toBeLessThanOrEqual(Math.ceil(performance.now() - startMs) + 1);
    expect(tally.skipped).toEqual([{ path: "y.bin", bytes: 3, modifiedMs: 1, ignored: "not-a-document" }]);
  });

  it("has no cost where the price is not known", async () => {
    expect((await tallyOf(null).tally.report()).costUsd).toBeNull();
  });

  it("reports each thing as it happens, and the stages at the end", async () => {
    const { tally, events } = tallyOf();
    tally.ignored("x.bin", "not-a-document");
    tally.walked(3, 40);
    tally.loaded(document("a.md", 0), 9);
    tally.indexed(document("a.md", 0), { chunksAdded: 4, chunksRemoved: 1, reused: 3 });
    tally.failed({ path: "b.md", reason: "crashed", detail: "d", hint: "h" });
    tally.unchanged("c.md");
    tally.moved("d.md", "e.md");
    tally.removed("f.md", 1);
    await tally.report();
    expect(events).toEqual([
      { type: "file-ignored", path: "x.bin", reason: "not-a-document" },
      { type: "walk-ended", files: 3, bytes: 40, ignored: 1 },
      { type: "document-loaded", path: "a.md", characters: 4, elapsedMs: 9 },
      { type: "document-indexed", path: "a.md", chunks: 4 },
      { type: "document-failed", path: "b.md", reason: "crashed", detail: "d", hint: "h" },
      { type: "document-unchanged", path: "c.md" },
      { type: "document-moved", from: "d.md", path: "e.md" },
      { type: "document-removed", path: "f.md" },
      ...["read", "parse", "chunk", "embed", "write"].map((stage) => ({ type: "stage-timed", stage, elapsedMs: 0 })),
    ]);
  });
});
