import { createHash } from "node:crypto";
import { InvalidOptionError, type SourceDocument } from "@ragstone/core";
import { formatsOf, loadDocument } from "@ragstone/loaders";
import type { CallOptions, PutDocument } from "../api/ragstone.js";
import type { Session, Write } from "../session/session.js";
import { withPrincipals } from "./document-principals.js";
import { DocumentWriter } from "./document-writer.js";
import { EmbedQueue } from "./embed-queue.js";
import { finishRun } from "./finish-run.js";
import { StageClock } from "./stage-clock.js";

/**
 * Indexes text that is not a file, whole or not at all.
 *
 * @throws {@link InvalidOptionError} if neither or both of `text` and `bytes` are given
 * @throws {@link DocumentError} if the bytes contain no usable text
 * @throws the signal's reason when aborted; nothing is changed then
 */
export async function putDocument(
  { session, write, signal }: CallOptions & { readonly session: Session; readonly write: Write },
  { path, text, bytes, mediaType, metadata }: PutDocument,
): Promise<void> {
  if ((text === undefined) === (bytes === undefined))
    throw new InvalidOptionError("put", path, "a document with either text or bytes");
  const content = bytes ?? new TextEncoder().encode(text);
  const { loaders } = session;
  const loaded = await loadDocument(
    {
      path: path.normalize("NFC"),
      bytes: content,
      sha256: createHash("sha256").update(content).digest("hex"),
      modifiedMs: null,
    },
    { mediaType, loaders, signal },
  );
  const document: SourceDocument = {
    ...loaded,
    metadata: withPrincipals({ ...loaded.metadata, ...metadata }, undefined),
  };
  const [embedder, chunker] = await Promise.all([session.embedder(), session.chunker()]);
  await write(async (index, accept) => {
    await accept();
    const clock = new StageClock();
    const queue = new EmbedQueue({ index, embedder, concurrency: embedder.concurrency, clock, signal });
    const writer = new DocumentWriter({ index, chunker, embedder, queue, clock, signal });
    const loaderVersion = formatsOf(loaders).versionOf(document.mediaType);
    await writer.write(document, { origin: "put", loaderVersion }, () => queue.flush());
    await finishRun(index, signal);
  });
}
