import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { documentName, isRagstoneError, pausing, type DocumentKey, type IndexRepair, type Steps } from "@ragstone/core";
import { decodeLayout, encodeLayout } from "../store/chunk-table.js";
import type { Database } from "../store/database.js";
import { indexFiles, type IndexFiles } from "../store/files.js";
import { takeWriterLock } from "../store/lock.js";
import { Meta } from "../store/meta.js";
import { openDatabase } from "../store/open-database.js";
import { unpackText, type PackedText } from "../store/pack-text.js";
import { deleteDocument } from "../writing/write-document.js";
import { analyzeSteps } from "@ragstone/tokenizers/words";
import { encodeForward } from "../text/forward.js";
import { mergePending } from "../text/merge.js";
import { findFaults, type Faults } from "./find-faults.js";
import { salvage } from "./salvage.js";

/**
 * Repairs the faults that {@link checkIndex} finds. A file that SQLite itself finds damaged is copied document by
 * document into another, and kept next to it as `index.sqlite.damaged`. Unrepairable documents are removed, so that the
 * next run indexes them again; no intact text is lost, and nothing intact is embedded again.
 *
 * @throws {@link IndexError} `index-locked`, `index-missing`, or `index-foreign` and `index-newer`, which are not
 * damage
 * @throws the signal's reason when aborted; the index is then as it was
 */
export async function repairIndex(
  dir: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<IndexRepair> {
  signal?.throwIfAborted();
  const files = indexFiles(dir);
  const lock = takeWriterLock(files);
  try {
    const done = removeLeftovers(files);
    const pause = pausing(signal);
    const database = openWhole(files);
    if (database === null) {
      const saved = await salvage(files, signal);
      return { done: [...done, ...saved.done], documents: saved.documents };
    }
    try {
      await pause();
      const documents = await database.writeSteps(repairSteps(database, new Meta(database), done), signal);
      return { done, documents };
    } finally {
      database.settle();
      database.close();
    }
  } finally {
    lock.release();
  }
}

/** The database, or `null` when SQLite finds it damaged. */
function openWhole(files: IndexFiles): Database | null {
  let database: Database | undefined;
  try {
    ({ database } = openDatabase(files, "write"));
    if (database.get<{ integrity_check: string }>("PRAGMA integrity_check(1)")?.integrity_check === "ok")
      return database;
  } catch (error) {
    if (!(isRagstoneError(error) && error.code === "index-damaged")) throw error;
  }
  database?.close();
  return null;
}

function removeLeftovers(files: IndexFiles): string[] {
  const left = readdirSync(files.dir).filter(
    (name) => name.startsWith("index.sqlite.new") || /^writer\.json\.\d+$/.test(name),
  );
  for (const name of left) rmSync(join(files.dir, name), { force: true });
  return left.length === 0 ? [] : [`Removed ${left.length} files that a crash left behind.`];
}

function* repairSteps(database: Database, meta: Meta, done: string[]): Steps<string[]> {
  const faults = yield* findFaults(database);
  const generation = meta.begin();
  const again: string[] = [];
  for (const key of faults.documents) {
    yield* deleteDocument(database, key, generation);
    again.push(documentName(key));
  }
  if (faults.documents.length > 0) done.push(`Removed ${faults.documents.length} documents whose text was not whole.`);
  if (faults.orphans.length > 0) {
    database.run("DELETE FROM bodies WHERE document NOT IN (SELECT id FROM documents)");
    const owned = database.all<{ first: number; count: number }>(
      "SELECT first, count FROM documents WHERE count > 0 ORDER BY first",
    );
    let from = 0;
    for (const { first, count } of [...owned, { first: Number.MAX_SAFE_INTEGER, count: 0 }]) {
      database.run("DELETE FROM chunks WHERE ordinal >= ? AND ordinal < ?", from, first);
      from = first + count;
    }
    done.push("Removed rows that belonged to no document.");
  }
  if (faults.codes.length > 0 || faults.lostSlots.size > 0) {
    const dropped = dropSlots(database, meta, faults, generation);
    done.push(`Dropped the vectors of ${dropped.length} documents that had changed or were missing.`);
    again.push(...dropped);
  }
  if (faults.terms.length > 0 || faults.documents.length > 0) {
    yield* rebuildText(database, meta);
    done.push("Built the text search again.");
  }
  return again;
}

/**
 * Forgets vectors that differ from those written; their documents count as changed, so that the next run embeds them.
 */
function dropSlots(database: Database, meta: Meta, { codes, lostSlots }: Faults, generation: number): string[] {
  const size = meta.get("segment_size");
  const bad = new Set(codes);
  const isBad = (slot: number) => slot >= 0 && (lostSlots.has(slot) || bad.has(Math.floor(slot / size)));
  const again: string[] = [];
  for (const { id, path, origin, count, layout } of database.all<{
    id: number;
    path: PackedText;
    origin: DocumentKey["origin"];
    count: number;
    layout: Uint8Array;
  }>("SELECT id, path, origin, count, layout FROM documents")) {
    const { slots, lengths } = decodeLayout(layout, count);
    if (!slots.some(isBad)) continue;
    database.run(
      "UPDATE documents SET layout = ?, sha256 = '', generation = ? WHERE id = ?",
      encodeLayout(
        slots.map((slot) => (isBad(slot) ? -1 : slot)),
        lengths,
      ),
      generation,
      id,
    );
    again.push(documentName({ origin, path: unpackText(path) }));
  }
  for (const { slot } of database.all<{ slot: number }>("SELECT slot FROM vectors").filter((row) => isBad(row.slot)))
    database.run("DELETE FROM vectors WHERE slot = ?", slot);
  // Slots of a bad segment are never given again; its row goes, so that later checks find nothing there.
  for (const segment of codes) {
    database.run("DELETE FROM free_slots WHERE slot >= ? AND slot < ?", segment * size, (segment + 1) * size);
    database.run("DELETE FROM codes WHERE segment = ?", segment);
  }
  meta.set("next_slot", Math.ceil(meta.get("next_slot") / size) * size);
  return again;
}

function* rebuildText(database: Database, meta: Meta): Steps<void> {
  for (const table of ["terms", "postings", "pending"]) database.run(`DELETE FROM ${table}`);
  type Row = { first: number; count: number; title: PackedText | null; language: string | null };
  for (const { first, count, title, language } of database.all<Row>(
    "SELECT first, count, title, language FROM documents ORDER BY first, count",
  )) {
    const chunks = database
      .all<{ text: PackedText; headings: string | null }>(
        "SELECT text, headings FROM chunks WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal",
        first,
        first + count,
      )
      .map((row) => ({
        text: unpackText(row.text),
        headings: row.headings === null ? [] : (JSON.parse(row.headings) as string[]),
      }));
    const { terms } = yield* analyzeSteps(chunks, title === null ? null : unpackText(title), language);
    if (terms.size > 0)
      database.run(
        "INSERT INTO pending (first, count, sign, data) VALUES (?, ?, 1, ?)",
        first,
        count,
        encodeForward(terms),
      );
  }
  mergePending(database, meta);
}
