import { documentName } from "@ragstone/core";
import { isCurrent } from "../collections/is-current.js";
import { viewOf } from "../collections/view-of.js";
import type { Handler } from "./call.js";

export const getDocument: Handler<"document"> = async ({ collection, identity, query, signal }) => {
  const { record, text, blocks, pages } = await viewOf(collection, identity).document(documentName(query), { signal });
  const { origin, path, sha256, mediaType, title } = record;
  const current = await isCurrent(collection.rag.folder, record);
  return { origin, path, sha256, mediaType, title, text, blocks, pages, current };
};
