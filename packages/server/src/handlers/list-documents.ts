import type { z } from "zod";
import { isVolumePath, type DocumentRecord } from "@ragstone/core";
import type { routes } from "../api/routes.js";
import type { Collection, IgnoredFile } from "../collections/collection.js";
import { viewOf } from "../collections/view-of.js";
import type { Handler } from "./call.js";

type Listed = z.output<typeof routes.documents.response>["documents"][number];

export const listDocuments: Handler<"documents"> = async ({ collection, identity, query, signal }) => {
  const { find = "", offset, limit } = query;
  const indexed = await viewOf(collection, identity).documents({ signal });
  const isOwner = identity.scope === null;
  const stale = new Set(isOwner ? await staleFiles(collection, signal) : []);
  const unread = isOwner ? unreadRows(collection, stale) : [];
  const known = new Set(indexed.filter(({ origin }) => origin === "file").map(({ path }) => path));
  const added = [...stale].filter((path) => !known.has(path)).map(addedRow);
  const rows = indexed.map((record) => indexedRow(record, record.origin === "file" && stale.has(record.path)));
  const listed: readonly Listed[] = [...rows, ...unread, ...added];
  const wanted = find.toLowerCase();
  const found = wanted === "" ? listed : listed.filter(({ path }) => path.toLowerCase().includes(wanted));
  const byPath =
    unread.length + added.length === 0 ? found : found.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return { total: found.length, documents: byPath.slice(offset, offset + limit) };
};

/** Paths whose files are not as the index has them. A volume is not listed for it: that takes seconds. */
async function staleFiles({ rag }: Collection, signal: AbortSignal): Promise<readonly string[]> {
  return isVolumePath(rag.folder) ? [] : (await rag.status({ signal })).stale;
}

/** What the last run did not index, but for files that changed since. */
function unreadRows({ failed, ignored }: Collection, stale: ReadonlySet<string>): Listed[] {
  const rows = [...failed.map(failedRow), ...ignored.map(ignoredRow)];
  return rows.filter(({ path }) => !stale.has(path));
}

function indexedRow(
  { origin, path, title, mediaType, bytes, modifiedMs, chunks }: DocumentRecord,
  isStale: boolean,
): Listed {
  const facts = { origin, path, title, mediaType, bytes, modifiedMs, chunks };
  return isStale ? { ...facts, state: "pending", reason: "changed" } : { ...facts, state: "indexed" };
}

function addedRow(path: string): Listed {
  return { ...noFacts, origin: "file", path, state: "pending", reason: "added" };
}

/** A scan without text waits for text recognition. */
function failedRow({ path, ...why }: Collection["failed"][number]): Listed {
  const state = why.reason === "no-text-layer" ? "waiting-for-ocr" : "failed";
  return { ...noFacts, ...why, origin: "file", path, state };
}

function ignoredRow({ path, reason }: IgnoredFile): Listed {
  return { ...noFacts, origin: "file", path, state: "ignored", reason };
}

const noFacts = { title: null, mediaType: null, bytes: null, modifiedMs: null, chunks: null };
