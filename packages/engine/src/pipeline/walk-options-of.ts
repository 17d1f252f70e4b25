import { join } from "node:path";
import type { WalkOptions } from "@ragstone/loaders/walk";
import { configFile } from "../location/config-file.js";
import type { IndexSettings } from "@ragstone/core";
import type { Session } from "../session/session.js";

/**
 * The indexed part of a folder. The index and the folder's settings are not documents, whatever the index is called;
 * files with an extension of the app's loaders are.
 */
export function walkOptionsOf(
  { location: { dir, folder }, loaders }: Pick<Session, "location" | "loaders">,
  { include, exclude }: IndexSettings,
): WalkOptions {
  return {
    skip: [dir, join(folder, configFile)],
    include,
    exclude,
    extensions: loaders.flatMap(({ extensions = [] }) => extensions),
  };
}
