import { InvalidOptionError, type OnEvent } from "@ragstone/core";
import { beginMigration } from "@ragstone/index";
import pLimit from "p-limit";
import { writeIndexSettings } from "../location/index-settings.js";
import { resolveEmbedder } from "../models/resolve-embedder.js";
import type { MigrateOptions } from "../ragstone.js";
import type { MigrationReport } from "../reports.js";
import type { Session } from "../session.js";
import { DocumentWriter } from "./_document-writer.js";
import { EmbedQueue } from "./_embed-queue.js";
import { StageClock } from "./_stage-clock.js";
import { storedDocument } from "./stored-document.js";

/** Documents cut at once: enough to fill the embedder's batches. */
const documentsAtOnce = 64;

/**
 * Embeds an index for another model beside the old one and switches when it is whole. Texts come from the index, not from the
 * files. Stopped at any point, it goes on from there when it is called again; until it ends the index answers with the old model.
 */
export async function migrateIndex(session: Session, { embedder: wanted, signal, onEvent }: MigrateOptions): Promise<MigrationReport> {
  const started = performance.now();
  const { dir } = session.location;
  const settings = await session.settings();
  const embedder = typeof wanted === "string" ? await resolveEmbedder(wanted, session.models) : wanted;
  const chunker = await session.chunkerFor(embedder);
  const fingerprint = { embedder: embedder.fingerprint, chunker: chunker.fingerprint };
  const migration = await beginMigration({ dir, fingerprint, ...(onEvent !== undefined && { onEvent }) });
  try {
    const from = migration.from.fingerprint;
    if (JSON.stringify(from) === JSON.stringify(fingerprint)) {
      throw new InvalidOptionError("--embedder", embedder.fingerprint.model, "another model than the index has", "There is nothing to migrate.");
    }
    const clock = new StageClock();
    const queue = new EmbedQueue({ index: migration.to, embedder, concurrency: embedder.concurrency, clock, signal, onEvent });
    const writer = new DocumentWriter({ index: migration.to, chunker, embedder, queue, clock });
    const paths = await migration.remaining();
    notify(onEvent, { type: "walk-ended", files: paths.length, bytes: 0, ignored: 0 });
    const limit = pLimit(documentsAtOnce);
    let open = paths.length;
    const failures: unknown[] = [];
    const writes = paths.map((path) =>
      limit(async () => {
        signal?.throwIfAborted();
        if (failures.length > 0) return;
        const stored = await migration.from.text(path);
        if (stored === null) return;
        const { chunksAdded } = await writer.write(storedDocument(stored), stored.record.origin, () => {
          // The last documents fill no batch.
          if (open <= documentsAtOnce || limit.activeCount === documentsAtOnce) queue.flush();
        });
        notify(onEvent, { type: "document-indexed", path, chunks: chunksAdded });
      })
        .catch((error: unknown) => failures.push(error))
        .finally(() => {
          open -= 1;
        }),
    );
    await Promise.all(writes);
    signal?.throwIfAborted();
    if (failures.length > 0) throw failures[0];
    await migration.commit();
    await writeIndexSettings(dir, { ...settings, embedder: embedder.fingerprint.model });
    const price = embedder.usdPerMillionTokens;
    return {
      from: from.embedder.model,
      to: embedder.fingerprint.model,
      resumed: migration.resumed,
      documents: paths.length,
      embedded: { texts: queue.texts, tokens: queue.tokens },
      costUsd: price === null ? null : (queue.tokens * price) / 1e6,
      elapsedMs: Math.round(performance.now() - started),
    };
  } finally {
    await migration.close();
    if (typeof wanted === "string") await embedder.close?.();
  }
}

function notify(onEvent: OnEvent | undefined, event: Parameters<OnEvent>[0]): void {
  onEvent?.(event);
}
