import type { Identity } from "../access/identity.js";
import { errorJson } from "../http/error-json.js";
import type { Collection } from "./collection.js";
import { viewOf } from "./view-of.js";

/** A collection as a list of them shows it: of a scope, only what can be counted within it. */
export async function describeCollection(collection: Collection, identity: Identity) {
  const { name, rag, writable, progress, error } = collection;
  const isOwner = identity.scope === null;
  const documents = await viewOf(collection, identity)
    .documents()
    .catch(() => []);
  const newest = documents.reduce((latest, { indexedMs }) => Math.max(latest, indexedMs), 0);
  return {
    name,
    folder: isOwner ? rag.folder : null,
    documents: documents.length,
    chunks: documents.reduce((sum, { chunks }) => sum + chunks, 0),
    updatedAt: newest === 0 ? null : new Date(newest).toISOString(),
    writable: isOwner && writable,
    indexing: isOwner && progress !== null,
    error: isOwner && error !== null ? errorJson(error).error : null,
  };
}
