import type { WalkOptions } from "@ragstone/loaders/walk";
import type { IndexLocation } from "../location/index-location.js";
import type { IndexSettings } from "../location/index-settings.js";

/** What of a folder is indexed. An index that lies inside its folder is left out whatever its name. */
export function walkOptionsOf({ dir }: IndexLocation, { include, exclude }: IndexSettings): WalkOptions {
  return { skip: [dir], ...(include !== undefined && { include }), ...(exclude !== undefined && { exclude }) };
}
