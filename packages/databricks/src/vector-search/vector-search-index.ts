import type { IndexProvider, OpenIndexProvider } from "@ragstone/core";
import { createWorkspace } from "../workspace/create-workspace.js";
import type { Workspace } from "../workspace/workspace.js";
import type { ReadyTimes } from "./await-index.js";
import { ownIndex } from "./own-index.js";
import { parsePlace } from "./parse-place.js";
import { sourceIndex } from "./source-index.js";

export interface VectorSearchIndexOptions extends ReadyTimes {
  /**
   * `databricks-vs://catalog.schema.index?endpoint=NAME` for an index of Ragstone's own, or with
   * `?text=COLUMN&document=COLUMN&title=COLUMN&modified=COLUMN&embedder=SPEC` for one that others keep, to read it.
   */
  readonly url: string;
  /** @defaultValue the one that the environment signs in to */
  readonly workspace?: Workspace;
}

/**
 * An index in Databricks Vector Search. Sends nothing until the first call that needs it.
 *
 * @throws {@link InvalidOptionError} for a URL that names no index
 */
export function vectorSearchIndex({
  url,
  workspace = createWorkspace(),
  ...times
}: VectorSearchIndexOptions): IndexProvider {
  const place = parsePlace(url);
  return place.source === null ? ownIndex(place, workspace, times) : sourceIndex(place, place.source, workspace);
}

/** What `ragstone --index databricks-vs://…` opens. */
export const openIndexProvider: OpenIndexProvider = (url) => vectorSearchIndex({ url });
