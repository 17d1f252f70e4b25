import type { Workspace } from "./workspace.js";
import type { JsonObject } from "../options/json.js";
import { embedText } from "./embed-text.js";
import { keyOf, vectorOf, type VectorIndex } from "../vector-search/vector-index.js";

/** Makes the rows of a Delta-sync index those of its source table. */
export async function syncIndex(index: VectorIndex, workspace: Workspace): Promise<void> {
  const { spec } = index;
  const rows = workspace.vectorSearch.tables.get(spec.sourceTable ?? "") ?? [];
  index.clear();
  for (const row of rows) {
    const key = keyOf(row[spec.primaryKey]);
    if (key === null) continue;
    const vector = spec.vector === null ? await embedded(row, index, workspace) : vectorOf(row[spec.vector.column]);
    index.put(key, row, vector);
  }
}

function embedded(row: JsonObject, { spec }: VectorIndex, workspace: Workspace): Promise<Float32Array> {
  const text = row[spec.embedded!.column];
  return embedText(typeof text === "string" ? text : "", spec.embedded!.model, workspace);
}
