import { relative } from "node:path";
import type { IndexLocation } from "./index-location.js";

/** How reports name an index: relative to its folder, absolute in the user's data folder. */
export function indexName({ dir, folder, inUserData = false }: IndexLocation): string {
  return inUserData ? dir : relative(folder, dir) || ".";
}
