import { relative } from "node:path";
import { isVolumePath } from "@ragstone/core";
import type { IndexLocation } from "./index-location.js";

/** How reports name an index: relative to its folder, absolute in the user's data folder, its engine's name elsewhere. */
export function indexName({ dir, folder, name, inUserData = false }: IndexLocation): string {
  if (name !== undefined) return name;
  return inUserData || isVolumePath(folder) ? dir : relative(folder, dir) || ".";
}
