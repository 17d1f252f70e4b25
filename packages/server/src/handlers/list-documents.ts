import type { z } from "zod";
import type { DocumentRecord } from "@ragstone/core";
import type { routes } from "../api/routes.js";
import type { Collection, IgnoredFile } from "../collections/collection.js";
import { viewOf } from "../collections/view-of.js";
import type { Handler } from "./call.js";

type Listed = z.output<typeof routes.documents.response>["documents"][number];

export const listDocuments: Handler<"documents"> = async ({ collection, identity, query, signal }) => {
  const { find = "", offset, limit } = query;
  const indexed = await viewOf(collection, identity).documents({ signal });
  const unread =
    identity.scope === null ? [...collection.failed.map(failedRow), ...collection.ignored.map(ignoredRow)] : [];
  const listed: readonly Listed[] = [...indexed.map(indexedRow), ...unread];
  const wanted = find.toLowerCase();
  const found = wanted === "" ? listed : listed.filter(({ path }) => path.toLowerCase().includes(wanted));
  const byPath = unread.length === 0 ? found : found.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return { total: found.length, documents: byPath.slice(offset, offset + limit) };
};

function indexedRow({ origin, path, title, mediaType, bytes, modifiedMs, chunks }: DocumentRecord): Listed {
  return { origin, path, state: "indexed", title, mediaType, bytes, modifiedMs, chunks };
}

/** A scan without text waits for text recognition. */
function failedRow({ path, ...why }: Collection["failed"][number]): Listed {
  return { ...noFacts, ...why, origin: "file", path, state: why.reason === "no-text-layer" ? "pending" : "failed" };
}

function ignoredRow({ path, reason }: IgnoredFile): Listed {
  return { ...noFacts, origin: "file", path, state: "ignored", reason };
}

const noFacts = { title: null, mediaType: null, bytes: null, modifiedMs: null, chunks: null };
