import { stat } from "node:fs/promises";
import {
  documentName,
  isSameDocument,
  isVolumePath,
  type IndexReader,
  type DocumentFilter,
  type DocumentKey,
} from "@ragstone/core";
import { readSavedAnswer, verifySavedAnswer } from "@ragstone/chain";
import type { Session } from "../session/session.js";
import type { VerifyReport } from "../api/verify-report.js";
import { walkOptionsOf } from "../pipeline/walk-options-of.js";
import { pathInside } from "./path-inside.js";
import { shownDocuments } from "./shown-documents.js";

export interface VerifySavedOptions {
  readonly signal?: AbortSignal | undefined;
  /** Every other document is gone. @defaultValue all documents */
  readonly scope?: readonly DocumentFilter[] | undefined;
}

/**
 * Checks a saved answer against today's files. A file that is as it was indexed is read from the index; one that
 * changed is loaded again, with nothing written. A file that is gone is looked for under the name that it may have now.
 *
 * @param saved - the parsed JSON of `ask --json`
 * @throws {@link InvalidOptionError} if it is no saved answer
 */
export async function verifySaved(
  session: Session,
  saved: unknown,
  { signal, scope }: VerifySavedOptions = {},
): Promise<VerifyReport> {
  signal?.throwIfAborted();
  const answer = readSavedAnswer(saved);
  const index = await session.reader();
  const hashes = hashesOf(saved);
  const { text } = shownDocuments(index, scope ?? []);
  // In a scope, files that no visible document has are not looked at: the answer would tell that they exist.
  const isVisible = async (document: DocumentKey) => scope === undefined || (await text(document)) !== null;
  return verifySavedAnswer({
    answer,
    signal,
    currentText: async (document) =>
      (await isVisible(document)) ? currentText({ session, index, signal }, document) : null,
    successors: async (document) => {
      const sha256 = hashes.get(documentName(document));
      return sha256 === undefined
        ? []
        : (await index.documents(scope))
            .filter((record) => record.sha256 === sha256 && !isSameDocument(record, document))
            .map(({ origin, path }) => ({ origin, path }));
    },
  });
}

interface TextReading {
  readonly session: Session;
  readonly index: IndexReader;
  readonly signal: AbortSignal | undefined;
}

async function currentText({ session, index, signal }: TextReading, document: DocumentKey): Promise<string | null> {
  if (document.origin === "put") return (await index.text(document))?.text ?? null;
  if (isVolumePath(session.location.folder)) return currentRemoteText({ session, index, signal }, document);
  const { location, loaders } = session;
  const { path } = document;
  const record = await index.document(document);
  const absolutePath = await pathInside(location.folder, path);
  const file = absolutePath === null ? null : await stat(absolutePath).catch(() => null);
  if (absolutePath === null || file === null || !file.isFile()) return null;
  if (record !== null && file.size === record.bytes && file.mtimeMs === record.modifiedMs)
    return (await index.text(document))?.text ?? null;
  const [{ readWalkedFile }, { loadDocument }] = await Promise.all([
    import("@ragstone/loaders/walk"),
    import("@ragstone/loaders"),
  ]);
  const aborting = signal === undefined ? {} : { signal };
  const input = await readWalkedFile({ path, absolutePath, bytes: file.size }, aborting);
  if (record?.sha256 === input.sha256) return (await index.text(document))?.text ?? null;
  return (await loadDocument(input, { ...aborting, loaders })).text;
}

/** The text of a file of a volume, which is found by walking: so its path cannot reach outside, and globs count. */
async function currentRemoteText(
  { session, index, signal }: TextReading,
  document: DocumentKey,
): Promise<string | null> {
  const [{ walkFolder, readWalkedFile }, { loadDocument }, remote, settings] = await Promise.all([
    import("@ragstone/loaders/walk"),
    import("@ragstone/loaders"),
    session.remote(),
    session.settings(),
  ]);
  const aborting = signal === undefined ? {} : { signal };
  const record = await index.document(document);
  for await (const file of walkFolder(remote!, { ...walkOptionsOf(session, settings), ...aborting })) {
    if (file.kind !== "file" || file.path !== document.path) continue;
    const isSame = record !== null && file.bytes === record.bytes && file.modifiedMs === record.modifiedMs;
    const input = isSame ? null : await readWalkedFile(file, aborting);
    if (input === null || input.sha256 === record?.sha256) return (await index.text(document))?.text ?? null;
    return (await loadDocument(input, { ...aborting, loaders: session.loaders })).text;
  }
  return null;
}

/** By document name. */
function hashesOf(saved: unknown): ReadonlyMap<string, string> {
  const { citations } = saved as {
    readonly citations: readonly (Partial<DocumentKey> & { readonly path: string; readonly sha256?: unknown })[];
  };
  return new Map(
    citations.flatMap(({ origin = "file", path, sha256 }) =>
      typeof sha256 === "string" ? [[documentName({ origin, path }), sha256] as const] : [],
    ),
  );
}
