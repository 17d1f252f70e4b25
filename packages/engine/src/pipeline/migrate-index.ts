import {
  type DocumentKey,
  type IndexProvider,
  type IndexReader,
  InvalidOptionError,
  type OnEvent,
  RagstoneError,
} from "@ragstone/core";
import type { MigrateOptions } from "../api/ragstone.js";
import type { MigrationReport } from "../api/reports.js";
import type { Session } from "../session/session.js";
import { DocumentWriter } from "./document-writer.js";
import { EmbedQueue } from "./embed-queue.js";
import { PendingWrites } from "./pending-writes.js";
import { StageClock } from "./stage-clock.js";
import { storedDocument } from "./stored-document.js";
import { tracedEmbedder } from "../telemetry/traced-embedder.js";

/**
 * Embeds an index for another model next to the old one and switches when it is complete. Texts come from the index,
 * not from the files. If stopped at any point, it continues when it is called again; until it ends the index answers
 * with the old model. The caller prevents other writes.
 */
export async function migrateIndex(
  session: Session,
  { embedder: wanted, concurrency, signal, onEvent }: MigrateOptions & { readonly concurrency?: number },
): Promise<MigrationReport> {
  const started = performance.now();
  const { provider } = session;
  if (typeof wanted === "string") await session.providers.check("embedder", wanted);
  if (provider.maintenance === undefined) throw cannotMigrate(provider);
  const settings = await session.settings();
  const target = typeof wanted === "string" ? await session.providers.embedder(wanted, session.models) : wanted;
  const embedder = tracedEmbedder(target, session.tracing);
  const chunker = await session.chunkerFor(embedder);
  const fingerprint = { embedder: embedder.fingerprint, chunker: chunker.fingerprint };
  const migration = await provider.maintenance.migrate({ fingerprint, onEvent });
  try {
    const from = migration.from.fingerprint;
    if (JSON.stringify(from) === JSON.stringify(fingerprint)) {
      throw new InvalidOptionError(
        "embedder",
        embedder.fingerprint.model,
        "another model than the index has",
        "There is nothing to migrate.",
      );
    }
    const clock = new StageClock();
    const queue = new EmbedQueue({ index: migration.to, embedder, concurrency, clock, signal, onEvent });
    const writer = new DocumentWriter({ index: migration.to, chunker, embedder, queue, clock, signal });
    const documents = await migration.remaining();
    onEvent?.({ type: "walk-ended", files: documents.length, bytes: 0, ignored: 0 });
    const pending = new PendingWrites(() => queue.flush());
    await copyDocuments(documents, { from: migration.from, writer, pending, signal, onEvent });
    await migration.commit({ signal });
    session.adopt(wanted);
    await provider.writeSettings({
      ...settings,
      embedder:
        typeof wanted === "string"
          ? session.providers.absoluteSpec("embedder", wanted, session.models.workingDir)
          : embedder.fingerprint.model,
    });
    const price = embedder.usdPerMillionTokens;
    return {
      from: from.embedder.model,
      to: embedder.fingerprint.model,
      resumed: migration.resumed,
      documents: documents.length,
      embedded: { texts: queue.texts, tokens: queue.tokens },
      costUsd: price === null ? null : (queue.tokens * price) / 1e6,
      elapsedMs: Math.round(performance.now() - started),
    };
  } finally {
    await migration.close();
    if (typeof wanted === "string") await embedder.close?.();
  }
}

interface Copying {
  readonly from: Pick<IndexReader, "text">;
  readonly writer: DocumentWriter;
  readonly pending: PendingWrites;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: OnEvent | undefined;
}

/** Writes the documents of one index to the other; the first failure ends it when the writes under way have ended. */
async function copyDocuments(
  documents: readonly DocumentKey[],
  { from, writer, pending, signal, onEvent }: Copying,
): Promise<void> {
  const failures: unknown[] = [];
  for (const key of documents) {
    if (signal?.aborted === true || failures.length > 0) break;
    const stored = await from.text(key);
    if (stored === null) continue;
    const weight = stored.text.length + 1;
    await pending.enter(weight);
    pending.start(weight, async (onQueued) => {
      try {
        const { chunksAdded } = await writer.write(storedDocument(stored), stored.record, onQueued);
        onEvent?.({ type: "document-indexed", path: key.path, chunks: chunksAdded });
      } catch (error) {
        failures.push(error);
      }
    });
  }
  await pending.drain();
  signal?.throwIfAborted();
  if (failures.length > 0) throw failures[0];
}

function cannotMigrate(provider: IndexProvider): RagstoneError {
  const { name, engine } = provider.describe();
  return new RagstoneError(
    "not-supported",
    `The index ${name} cannot be migrated in place: ${engine} has no migration.`,
    {
      hint: "Index the documents with the other embedder into a new index.",
      data: { index: name, engine },
    },
  );
}
