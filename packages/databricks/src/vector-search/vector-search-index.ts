import type { IndexProvider, OpenIndexProvider } from "@ragstone/core";
import { createWorkspace } from "../workspace/create-workspace.js";
import type { Workspace } from "../workspace/workspace.js";
import { parsePlace } from "./parse-place.js";
import { sourceIndex } from "./source-index.js";

export interface VectorSearchIndexOptions {
  /** `databricks-vs://catalog.schema.index?text=COLUMN&document=COLUMN&title=COLUMN&modified=COLUMN&embedder=SPEC`. */
  readonly url: string;
  /** @defaultValue the one that the environment signs in to */
  readonly workspace?: Workspace;
}

/**
 * An index in Databricks Vector Search. Sends nothing until the first call that needs it.
 *
 * @throws {@link InvalidOptionError} for a URL that names no index
 */
export function vectorSearchIndex({ url, workspace = createWorkspace() }: VectorSearchIndexOptions): IndexProvider {
  const place = parsePlace(url);
  return sourceIndex(place, place.source!, workspace);
}

/** What `ragstone --index databricks-vs://…` opens. */
export const openIndexProvider: OpenIndexProvider = (url) => vectorSearchIndex({ url });
