import { posix } from "node:path";
import type { AbsentFolder } from "../api/absent-folder.js";

/** Counts documents by the folder that contains them, ordered by folder. */
export function absentFolders(paths: readonly string[]): AbsentFolder[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .map(([folder, documents]) => ({ folder, documents }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
