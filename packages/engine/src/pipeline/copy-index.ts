import { basename, join, resolve } from "node:path";
import { existsSync } from "node:fs";
import {
  embeddingText,
  IndexError,
  InvalidOptionError,
  vectorKey,
  type DocumentKey,
  type DocumentRecord,
  type DocumentToIndex,
  type IndexedChunk,
  type IndexProvider,
  type IssuedPassword,
  type IndexReader,
  type IndexSettings,
  type IndexWriter,
  type OnEvent,
  type StoredChunk,
} from "@ragstone/core";
import { localIndex, sha256, settingsFile } from "@ragstone/index/local";
import type { Consent } from "../api/consent.js";
import type { CopyReport } from "../api/reports.js";
import { isEngineUrl, openEngine } from "../engines/open-engine.js";
import { builtInProviders } from "../models/built-in-providers.js";
import { createProviderRegistry } from "../models/provider-registry.js";
import { checkConsent } from "../session/check-consent.js";
import { storedDocument } from "./stored-document.js";

export interface CopyOptions {
  /** The index to read: its directory, the folder of documents that contains it as `.ragstone`, an engine's URL, or a provider. */
  readonly from: string | IndexProvider;
  /** Where to write, in the same forms. Made where there is none. */
  readonly to: string | IndexProvider;
  /** Whether to trust a model or URL in the settings of an index that others can write. */
  readonly consent?: Consent;
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

/**
 * Copies an index between directories and engines without embedding anything again. Documents that the target has already
 * are left alone, so that a stopped copy is resumed, and a second one copies what changed.
 * Documents that only the target has stay. Each copied document is read back and compared.
 *
 * @throws {@link IndexError} `index-missing` without an index to read; `model-mismatch` if the target was made by another model
 * @throws {@link IndexError} `index-damaged` if a document reads back differently
 * @throws {@link InvalidOptionError} if both are the same index, or the target was cut by another chunker
 * @throws the signal's reason when aborted; what was copied stays
 */
export async function copyIndex({ from, to, consent, signal, onEvent }: CopyOptions): Promise<CopyReport> {
  const started = performance.now();
  const [source, target] = [await providerOf(from), await providerOf(to)];
  const [sourceName, targetName] = [source.describe().name, target.describe().name];
  if (sourceName === targetName)
    throw new InvalidOptionError("to", targetName, "another index than the one that is copied");
  const reader = await source.read({ onEvent });
  try {
    const settings = await settingsFor(source, target, consent);
    const writer = await target.write({ create: reader.fingerprint, onEvent });
    try {
      if (writer.fingerprint.chunker !== reader.fingerprint.chunker)
        throw new InvalidOptionError("to", targetName, "an index that was cut by the same chunker, or a new one");
      const counts = await copyDocuments(reader, writer, { signal, onEvent });
      await writer.finish(signal === undefined ? {} : { signal });
      if (settings !== null) await target.writeSettings(settings);
      const elapsedMs = Math.round(performance.now() - started);
      return { from: sourceName, to: targetName, ...counts, elapsedMs };
    } finally {
      await writer.close();
    }
  } finally {
    await reader.close();
  }
}

async function providerOf(place: string | IndexProvider): Promise<IndexProvider> {
  if (typeof place !== "string") return place;
  if (isEngineUrl(place)) return openEngine(place, { issuePassword });
  const dir = resolve(place);
  const within = join(dir, ".ragstone");
  return localIndex({ dir: existsSync(join(within, settingsFile)) ? within : dir });
}

function issuePassword(database: string): Promise<IssuedPassword> {
  return createProviderRegistry(builtInProviders()).databasePassword(database, { workingDir: process.cwd() });
}

/** The settings for the target; those of one that others can write are taken over with consent alone. */
async function settingsFor(
  source: IndexProvider,
  target: IndexProvider,
  consent: Consent | undefined,
): Promise<IndexSettings | null> {
  const settings = await source.readSettings();
  if (settings === null) return null;
  const [from, to] = [source.describe(), target.describe()];
  if (from.dir === null)
    await checkConsent(settings, { index: from.name, given: { embedder: false, baseUrl: false }, consent });
  const { folder, folderId: _, ...portable } = settings;
  if (to.dir === null) return portable;
  if (basename(to.dir) === ".ragstone") return { ...portable, folder: ".." };
  return from.dir === null || folder === undefined ? portable : { ...portable, folder: resolve(from.dir, folder) };
}

type Counts = Omit<CopyReport, "from" | "to" | "elapsedMs">;

interface Copying {
  readonly signal: AbortSignal | undefined;
  readonly onEvent: OnEvent | undefined;
}

async function copyDocuments(reader: IndexReader, writer: IndexWriter, { signal, onEvent }: Copying): Promise<Counts> {
  const records = await reader.documents();
  const standing = new Map((await writer.documents()).map((record) => [nameOf(record), factsOf(record)]));
  onEvent?.({ type: "walk-ended", files: records.length, bytes: 0, ignored: 0 });
  let [copied, chunks, vectors] = [0, 0, 0];
  for (const record of records) {
    signal?.throwIfAborted();
    if (standing.get(nameOf(record)) === factsOf(record)) continue;
    const entry = await entryOf(reader, record);
    if (entry === null) continue;
    vectors += await putMissing(writer, entry);
    await writer.replaceDocument(entry.document, signal === undefined ? {} : { signal });
    await compare(reader, writer, record);
    copied += 1;
    chunks += entry.document.chunks.length;
    onEvent?.({ type: "document-indexed", path: record.path, chunks: entry.document.chunks.length });
  }
  return { documents: records.length, copied, unchanged: records.length - copied, chunks, vectors };
}

interface Entry {
  readonly document: DocumentToIndex;
  /** Id of a chunk with each vector key. */
  readonly idOfKey: ReadonlyMap<string, string>;
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** A document with its vectors; `null` if it was removed meanwhile. */
async function entryOf(reader: IndexReader, key: DocumentKey): Promise<Entry | null> {
  const stored = await reader.text(key);
  if (stored === null) return null;
  const chunks = await reader.chunks(key);
  const vectors = (await reader.vectors?.(chunks.map(({ id }) => id))) ?? new Map<string, Float32Array>();
  const idOfKey = new Map<string, string>();
  const keyed = chunks.map((chunk): IndexedChunk => {
    const { id, origin: _origin, path: _path, ...rest } = chunk;
    if (!vectors.has(id)) return { ...rest, vectorKey: null };
    const ofText = vectorKey(reader.fingerprint.embedder, embeddingText(chunk), sha256);
    idOfKey.set(ofText, id);
    return { ...rest, vectorKey: ofText };
  });
  const { origin, loaderVersion, language } = stored.record;
  const document = { document: storedDocument(stored), origin, loaderVersion, language, chunks: keyed };
  return { document, idOfKey, vectors };
}

/** Stores the vectors that the target does not have; their number. */
async function putMissing(writer: IndexWriter, { idOfKey, vectors }: Entry): Promise<number> {
  const missing = await writer.missingVectors([...idOfKey.keys()]);
  if (missing.size === 0) return 0;
  await writer.putVectors(new Map(Array.from(missing, (key) => [key, vectors.get(idOfKey.get(key)!)!])));
  return missing.size;
}

/** @throws {@link IndexError} `index-damaged` if the two indexes hold a document differently */
async function compare(reader: IndexReader, writer: IndexWriter, key: DocumentKey): Promise<void> {
  const [one, other] = [await contentOf(reader, key), await contentOf(writer, key)];
  if (one === other || one === null) return;
  throw new IndexError("index-damaged", `${key.path} reads back differently from the copy.`, {
    hint: "Copy again; if that does not help, index the documents at the target.",
    data: { path: key.path },
  });
}

/** A hash of a document's text and passages. */
async function contentOf(index: IndexReader, key: DocumentKey): Promise<string | null> {
  const stored = await index.text(key);
  if (stored === null) return null;
  const passages = (await index.chunks(key)).map(({ id, start, end, context, headings, pages }: StoredChunk) => [id, start, end, context, headings, pages]); // prettier-ignore
  const facts = JSON.stringify([stored.text, stored.blocks, stored.pages, passages, factsOf(stored.record)]);
  return Buffer.from(sha256(facts)).toString("hex");
}

function nameOf({ origin, path }: DocumentKey): string {
  return `${origin} ${path}`;
}

/** What makes two stored documents the same. */
function factsOf(record: DocumentRecord): string {
  const facts = Object.entries(record).filter(([name]) => name !== "indexedMs");
  return JSON.stringify(facts.sort(([one], [other]) => (one < other ? -1 : 1)));
}
