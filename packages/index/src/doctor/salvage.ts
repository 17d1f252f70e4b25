import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { documentName, pausing, type IndexFingerprint } from "@ragstone/core";
import { openIndex } from "../local/open-index.js";
import { storedFingerprint } from "../store/read-manifest.js";
import { decodeLayout } from "../store/chunk-table.js";
import { Database } from "../store/database.js";
import { openConnection } from "../store/driver.js";
import { indexFiles, type IndexFiles } from "../store/files.js";
import { bytesHash, textHash } from "../store/hash.js";
import { unpackBlocks } from "../store/pack-blocks.js";
import { unpackText, type PackedText } from "../store/pack-text.js";
import { chunkColumns, documentColumns, toChunk, toRecord, type ChunkRow, type DocumentRow } from "../store/rows.js";
import { strideFor } from "../vectors/vector-memory.js";
import type { DocumentToIndex, IndexedChunk, PageSpan } from "@ragstone/core";

type SalvagedRow = DocumentRow & { readonly layout: Uint8Array };

/** Copies the readable content of a file that SQLite finds damaged into another, which replaces it. */
export async function salvage(
  files: IndexFiles,
  signal: AbortSignal | undefined,
): Promise<{ readonly done: string[]; readonly documents: string[] }> {
  const salvaged = indexFiles(join(files.dir, "salvage"));
  rmSync(salvaged.dir, { recursive: true, force: true });
  const copying: Copying = { counts: { saved: 0, lost: 0 }, again: [], signal };
  const { counts, again } = copying;
  const source = openSource(files);
  const fingerprint = source === null ? null : readFingerprint(source, files.dir);
  try {
    if (source !== null && fingerprint !== null) await copy(source, salvaged, fingerprint, copying);
  } finally {
    source?.close();
  }
  renameSync(files.database, `${files.database}.damaged`);
  for (const suffix of ["-wal", "-shm"]) rmSync(files.database + suffix, { force: true });
  if (existsSync(salvaged.database)) renameSync(salvaged.database, files.database);
  rmSync(salvaged.dir, { recursive: true, force: true });
  const kept = "The damaged file is kept as index.sqlite.damaged.";
  if (fingerprint === null) return { done: [`Nothing could be read; index the folder again. ${kept}`], documents: [] };
  return {
    done: [`Saved ${counts.saved} documents into a new file; ${counts.lost} could not be read. ${kept}`],
    documents: again,
  };
}

function openSource(files: IndexFiles): Database | null {
  try {
    return new Database(openConnection(files.database), files.dir);
  } catch {
    return null;
  }
}

function readFingerprint(source: Database, dir: string): IndexFingerprint | null {
  try {
    return storedFingerprint(source, dir);
  } catch {
    return null;
  }
}

interface Copying {
  readonly counts: { saved: number; lost: number };
  /** Documents that must be indexed again. */
  readonly again: string[];
  readonly signal: AbortSignal | undefined;
}

async function copy(
  source: Database,
  salvaged: IndexFiles,
  fingerprint: IndexFingerprint,
  { counts, again, signal }: Copying,
): Promise<void> {
  const aborting = signal === undefined ? {} : { signal };
  const pause = pausing(signal);
  const index = await openIndex({ dir: salvaged.dir, mode: "write", create: fingerprint });
  const size =
    attempt(() => source.get<{ value: number }>("SELECT value FROM meta WHERE key = 'segment_size'")?.value) ?? 0;
  try {
    for (const row of readRows(source)) {
      await pause();
      const document = attempt(() => readDocument(source, row, fingerprint, size));
      if (document === undefined) {
        counts.lost += 1;
        const name = attempt(() => documentName({ origin: row.origin, path: unpackText(row.path) }));
        if (name !== undefined) again.push(name);
        continue;
      }
      await index.putVectors(document.vectors);
      await index.replaceDocument(document.entry, aborting);
      counts.saved += 1;
      if (document.entry.document.sha256 === "") again.push(documentName(toRecord(row)));
    }
    await index.finish(aborting);
  } finally {
    await index.close();
  }
}

/** Rows by number, each on its own, so that one that cannot be read costs no other. */
function readRows(source: Database): SalvagedRow[] {
  const rows = new Map<number, SalvagedRow>();
  const last =
    attempt(() => source.get<{ value: number }>("SELECT value FROM meta WHERE key = 'next_document'")?.value) ?? 0;
  for (let id = 1; id < last; id += 1) {
    const row = attempt(() =>
      source.get<SalvagedRow>(`SELECT ${documentColumns}, layout FROM documents WHERE id = ?`, id),
    );
    if (row !== undefined) rows.set(id, row);
  }
  return [...rows.values()];
}

/** @throws whatever reading it throws, or when it is not whole */
function readDocument(
  source: Database,
  row: SalvagedRow,
  fingerprint: IndexFingerprint,
  size: number,
): { readonly entry: DocumentToIndex; readonly vectors: Map<string, Float32Array> } | undefined {
  const record = toRecord(row);
  const body = source.get<{ tail: PackedText; blocks: string; pages: string; hash: string | null }>(
    "SELECT tail, blocks, pages, hash FROM bodies WHERE document = ?",
    row.id,
  );
  const tiles = source.all<ChunkRow & { gap: PackedText }>(
    `SELECT ${chunkColumns}, gap FROM chunks WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal`,
    row.first,
    row.first + row.count,
  );
  if (body === undefined || tiles.length !== row.count) return undefined;
  const text = tiles.map((tile) => unpackText(tile.gap) + unpackText(tile.text)).join("") + unpackText(body.tail);
  if (body.hash !== null && body.hash !== textHash(text)) return undefined;
  const { slots } = decodeLayout(row.layout, row.count);
  const vectors = new Map<string, Float32Array>();
  let complete = true;
  const chunks = tiles.map((tile, position): IndexedChunk => {
    const chunk = toChunk(tile, record);
    const vector =
      slots[position]! < 0
        ? null
        : attempt(() => readVector(source, fingerprint.embedder.dimensions, size, slots[position]!));
    if (vector === undefined) complete = false;
    if (vector !== undefined && vector !== null) vectors.set(vector.key, vector.values);
    return { ...chunk, vectorKey: vector?.key ?? null };
  });
  const { path, mediaType, sha256, bytes, modifiedMs, title, metadata, origin, language, loaderVersion } = record;
  const document = {
    path,
    text,
    mediaType,
    sha256: complete ? sha256 : "",
    bytes,
    modifiedMs,
    title,
    metadata,
    blocks: unpackBlocks(body.blocks),
    pages: JSON.parse(body.pages) as PageSpan[],
    hiddenCharacters: 0,
    warnings: [],
  };
  return { entry: { document, origin, language, loaderVersion, chunks }, vectors };
}

function readVector(
  source: Database,
  dimensions: number,
  size: number,
  slot: number,
): { readonly key: string; readonly values: Float32Array } | undefined {
  const vector = source.get<{ key: string; residual: Uint8Array }>(
    "SELECT key, residual FROM vectors WHERE slot = ?",
    slot,
  );
  const segment = source.get<{ data: Uint8Array; hash: string | null }>(
    "SELECT data, hash FROM codes WHERE segment = ?",
    Math.floor(slot / size),
  );
  if (
    vector === undefined ||
    segment === undefined ||
    (segment.hash !== null && segment.hash !== bytesHash(segment.data))
  )
    return undefined;
  const stride = strideFor(dimensions);
  const row = slot % size;
  const view = new DataView(segment.data.buffer, segment.data.byteOffset, segment.data.byteLength);
  const scale = view.getFloat32(size * stride + row * 4, true);
  const values = Float32Array.from(
    { length: dimensions },
    (_, at) => scale * (view.getInt8(row * stride + at) + ((vector.residual[at]! << 24) >> 24) / 254),
  );
  return { key: vector.key, values };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
