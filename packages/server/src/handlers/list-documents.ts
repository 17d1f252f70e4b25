import { viewOf } from "../collections/view-of.js";
import type { Handler } from "./call.js";

export const listDocuments: Handler<"documents"> = async ({ collection, identity, query, signal }) => {
  const { find = "", offset, limit } = query;
  const wanted = find.toLowerCase();
  const all = await viewOf(collection, identity).documents({ signal });
  const found = wanted === "" ? all : all.filter(({ path }) => path.toLowerCase().includes(wanted));
  const documents = found
    .slice(offset, offset + limit)
    .map(({ origin, path, title, mediaType, bytes, modifiedMs, chunks }) => ({
      origin,
      path,
      state: "indexed" as const,
      title,
      mediaType,
      bytes,
      modifiedMs,
      chunks,
    }));
  return { total: found.length, documents };
};
