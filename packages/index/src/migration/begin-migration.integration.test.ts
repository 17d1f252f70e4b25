import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DocumentKey, IndexFingerprint, IndexReader, IndexWriter } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkIndex } from "../doctor/check-index.js";
import { openIndex } from "../local/open-index.js";
import { readManifest } from "../store/read-manifest.js";
import { beginMigration, pendingMigration } from "./begin-migration.js";

const other: IndexFingerprint = {
  embedder: { ...sampleFingerprint.embedder, model: "wider", dimensions: 24 },
  chunker: "lines 2",
};

let dir: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-migrate-"));
  const index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  for (let document = 0; document < 10; document += 1) {
    const entry = sampleDocument(`${document}.md`, `first line of ${document}\nsecond line of ${document}`);
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
  }
  await index.close();
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

async function embedAgain(from: IndexReader, to: IndexWriter, key: DocumentKey): Promise<void> {
  const { text } = (await from.text(key))!;
  const entry = sampleDocument(key.path, text);
  await to.putVectors(sampleVectors(entry, 24));
  await to.replaceDocument(entry);
}

describe("a migration", () => {
  it("answers from the old index until it is complete, continues after a stop, and switches at once", async () => {
    const first = await beginMigration({ dir, fingerprint: other });
    expect(first.resumed).toBe(false);
    for (const key of (await first.remaining()).slice(0, 4)) await embedAgain(first.from, first.to, key);
    await expect(first.commit()).rejects.toMatchObject({ code: "missing-vectors" });
    await expect(openIndex({ dir, mode: "write" })).rejects.toMatchObject({ code: "index-locked" });
    await first.close();
    expect(await pendingMigration(dir)).toEqual({ fingerprint: other, documents: 4 });
    expect(await readManifest(dir)).toEqual(sampleFingerprint);

    const reader = await openIndex({ dir, mode: "read" });
    expect((await reader.search({ vector: sampleVector("first line of 3"), k: 1 }))[0]?.path).toBe("3.md");
    const second = await beginMigration({ dir, fingerprint: other });
    expect(second.resumed).toBe(true);
    const remaining = await second.remaining();
    expect(remaining).toHaveLength(6);
    for (const key of remaining) await embedAgain(second.from, second.to, key);
    await second.commit();
    expect(await pendingMigration(dir)).toBeNull();
    expect(existsSync(join(dir, "migration"))).toBe(false);
    expect(await readManifest(dir)).toEqual(other);

    // The open reader sees the documents, and reports that its query vectors belong to another model.
    expect((await reader.documents()).length).toBe(10);
    expect((await reader.search({ text: "first", k: 20 })).length).toBe(10);
    await expect(reader.search({ vector: sampleVector("first line of 3"), k: 1 })).rejects.toMatchObject({
      code: "model-mismatch",
    });
    await reader.close();
    const index = await openIndex({ dir, mode: "write", create: other });
    expect((await index.search({ vector: sampleVector("first line of 3", 24), k: 1 }))[0]?.path).toBe("3.md");
    await index.finish();
    await index.close();
    expect((await checkIndex(dir)).filter((check) => !check.ok)).toEqual([]);
  });

  it("whose commit is aborted leaves the old index, and is continued", async () => {
    const first = await beginMigration({ dir, fingerprint: other });
    for (const key of await first.remaining()) await embedAgain(first.from, first.to, key);
    const aborted = { signal: AbortSignal.abort(new Error("enough")) };
    await expect(first.commit(aborted)).rejects.toThrow("enough");
    await first.close();
    expect(await readManifest(dir)).toEqual(sampleFingerprint);
    const second = await beginMigration({ dir, fingerprint: other });
    expect(await second.remaining()).toEqual([]);
    await second.commit();
    expect(await readManifest(dir)).toEqual(other);
  });

  it("follows edits and removals of the old index made between two runs", async () => {
    const first = await beginMigration({ dir, fingerprint: other });
    for (const key of await first.remaining()) await embedAgain(first.from, first.to, key);
    await first.close();
    const index = await openIndex({ dir, mode: "write" });
    await index.removeDocument("1.md");
    const edited = sampleDocument("2.md", "edited meanwhile");
    await index.putVectors(sampleVectors(edited));
    await index.replaceDocument(edited);
    await index.close();
    const second = await beginMigration({ dir, fingerprint: other });
    expect(await second.remaining()).toEqual([{ origin: "file", path: "2.md" }]);
    await embedAgain(second.from, second.to, { origin: "file", path: "2.md" });
    await second.commit();
    const migrated = await openIndex({ dir, mode: "read" });
    expect((await migrated.documents()).length).toBe(9);
    expect((await migrated.text("2.md"))?.text).toBe("edited meanwhile");
    await migrated.close();
  });

  it("begun for another model is dropped", async () => {
    const first = await beginMigration({ dir, fingerprint: other });
    await first.close();
    const second = await beginMigration({ dir, fingerprint: { ...other, chunker: "lines 3" } });
    expect(second.resumed).toBe(false);
    await second.close();
  });
});
