import { createChunker } from "@ragstone/chunker";
import type { Embedder, IndexMigration, IndexSettings, RagstoneEvent } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { memoryIndex, recordingEmbedder } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import type { Session } from "../session/session.js";
import { migrateIndex } from "./migrate-index.js";
import { putDocument } from "./put-document.js";

const texts = ["Keys rotate every 90 days.", "Pumps run at 40 bar."];

function renamed(model: string, change: Partial<Embedder> = {}): Embedder {
  const made = staticEmbedder();
  return { ...made, fingerprint: { ...made.fingerprint, model }, ...change };
}

/** An index with two put texts, and a session that migrates it into another one; records what is done to that. */
async function migration(wanted: Embedder, options: { readonly gone?: boolean } = {}) {
  const cut = (embedder: Embedder) =>
    createChunker({ tokenizer: embedder.tokenizer, windowTokens: embedder.windowTokens, targetTokens: 400 });
  const writerFor = (embedder: Embedder) =>
    memoryIndex().write({ create: { embedder: embedder.fingerprint, chunker: cut(embedder).fingerprint } });
  const old = renamed("old");
  const [from, to] = await Promise.all([writerFor(old), writerFor(wanted)]);
  const session = { loaders: [], embedder: async () => old, chunker: async () => cut(old) } as unknown as Session;
  for (const [at, text] of texts.entries())
    await putDocument({ session, write: (use) => use(from, async () => {}) }, { path: `${at}.txt`, text });
  const calls: string[] = [];
  const settings: IndexSettings = { version: 1, embedder: "old", include: ["*.md"] };
  let written: IndexSettings | null = null;
  const remaining = async () => {
    const records = [...(await from.documents())];
    return options.gone === true ? [{ origin: "put" as const, path: "gone.txt" }, ...records] : records;
  };
  const made: IndexMigration = {
    from: from,
    to: to,
    resumed: true,
    remaining,
    commit: async ({ signal } = {}) => {
      signal?.throwIfAborted();
      calls.push("commit");
    },
    close: async () => void calls.push("close"),
  };
  const migrating = {
    provider: {
      maintenance: { migrate: async () => made },
      writeSettings: async (given: IndexSettings) => void (written = given),
    },
    settings: async () => settings,
    chunkerFor: async (embedder: Embedder) => cut(embedder),
    adopt: (embedder: unknown) => calls.push(`adopt ${embedder === wanted ? "it" : String(embedder)}`),
    models: { workingDir: "/work" },
    providers: {
      check: async () => void calls.push("check"),
      embedder: async () => wanted,
      absoluteSpec: (_kind: string, spec: string, workingDir: string) => `${workingDir}/${spec}`,
    },
  } as unknown as Session;
  return { migrating, to: to, calls, settings, written: () => written };
}

describe("a migration", () => {
  it("embeds every text once for the new model, switches, and records that", async () => {
    const wanted = recordingEmbedder(renamed("new", { usdPerMillionTokens: 4 }));
    const { migrating, to, calls, settings, written } = await migration(wanted, { gone: true });
    const events: RagstoneEvent[] = [];
    const report = await migrateIndex(migrating, { embedder: wanted, onEvent: (event) => void events.push(event) });
    expect(wanted.texts).toHaveLength(2);
    expect((await to.documents()).map(({ path, origin }) => `${origin} ${path}`)).toEqual(["put 0.txt", "put 1.txt"]);
    expect(calls).toEqual(["commit", "adopt it", "close"]);
    expect(written()).toEqual({ ...settings, embedder: "new" });
    const { tokens } = report.embedded;
    expect(report).toMatchObject({ from: "old", to: "new", resumed: true, documents: 3, embedded: { texts: 2 } });
    expect(report.costUsd).toBe((tokens * 4) / 1e6);
    expect(events.filter(({ type }) => type !== "batch-embedded")).toEqual([
      { type: "walk-ended", files: 3, bytes: 0, ignored: 0 },
      { type: "document-indexed", path: "0.txt", chunks: 1 },
      { type: "document-indexed", path: "1.txt", chunks: 1 },
    ]);
  });

  it("to a model that is named checks the name first, and closes the model that it made", async () => {
    const names: string[] = [];
    const wanted = renamed("new", { close: async () => void names.push("closed"), usdPerMillionTokens: null });
    const { migrating, calls, written } = await migration(wanted);
    const report = await migrateIndex(migrating, { embedder: "onnx:model" });
    expect(calls).toEqual(["check", "commit", "adopt onnx:model", "close"]);
    expect(names).toEqual(["closed"]);
    expect(written()?.embedder).toBe("/work/onnx:model");
    expect(report.costUsd).toBeNull();
  });

  it("leaves a model of the caller open", async () => {
    const names: string[] = [];
    const wanted = renamed("new", { close: async () => void names.push("closed") });
    await migrateIndex((await migration(wanted)).migrating, { embedder: wanted });
    expect(names).toEqual([]);
  });

  it("ends at a failure without switching, and can be continued", async () => {
    const made = staticEmbedder();
    const fail: Embedder["embed"] = (given, options) =>
      given[0] === texts[1] ? Promise.reject(new Error("signed out")) : made.embed(given, options);
    const wanted = renamed("new", { maxBatch: 1, embed: fail });
    const { migrating, to, calls, written } = await migration(wanted);
    await expect(migrateIndex(migrating, { embedder: wanted })).rejects.toThrow("signed out");
    expect([calls, written()]).toEqual([["close"], null]);
    expect((await to.documents()).map(({ path }) => path)).toEqual(["0.txt"]);
  });

  it("ends when it is aborted, without embedding", async () => {
    const wanted = recordingEmbedder(renamed("new"));
    const { migrating, calls } = await migration(wanted);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(migrateIndex(migrating, { embedder: wanted, signal })).rejects.toThrow("enough");
    expect([calls, wanted.calls]).toEqual([["close"], []]);
  });

  it("to the model that the index has is refused", async () => {
    const wanted = renamed("old");
    const { migrating, calls } = await migration(wanted);
    await expect(migrateIndex(migrating, { embedder: wanted })).rejects.toMatchObject({ code: "invalid-option" });
    expect(calls).toEqual(["close"]);
  });
});
