import { viewOf } from "../collections/view-of.js";
import type { Handler } from "./call.js";

export const search: Handler<"search"> = async ({ collection, identity, body, signal }) => {
  const started = performance.now();
  const { query, mode = "hybrid", ...options } = body;
  const hits = await viewOf(collection, identity).search(query, { ...options, mode, signal });
  const elapsedMs = Math.round((performance.now() - started) * 10) / 10;
  const { name } = collection;
  return { query, mode, corrected: hits.corrected, hits: hits.map((hit) => ({ ...hit, collection: name })), elapsedMs };
};
