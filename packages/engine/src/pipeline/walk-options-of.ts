import { join } from "node:path";
import type { WalkOptions } from "@ragstone/loaders/walk";
import { configFile } from "../location/config-file.js";
import type { IndexLocation } from "../location/index-location.js";
import type { IndexSettings } from "@ragstone/core";

/**
 * The indexed part of a folder. The index and the folder's settings are not documents, whatever the index is called.
 */
export function walkOptionsOf({ dir, folder }: IndexLocation, { include, exclude }: IndexSettings): WalkOptions {
  return {
    skip: [dir, join(folder, configFile)],
    include,
    exclude,
  };
}
