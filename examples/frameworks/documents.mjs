// What the examples of this folder share: an index of a folder, and its search as plain data.
import { openRagstone } from "ragstone";

/** Opens the folder of the command line, the handbook by default, with an index that is up to date. */
export async function openDocuments(folder = process.argv[2] ?? "docs/handbook") {
  const rag = await openRagstone({ folder });
  await rag.refresh();
  return rag;
}

export const question = process.argv[3] ?? "What is a chunk?";

/** The best passages with the names that a model needs to cite them. */
export async function findPassages(rag, query, signal) {
  const hits = await rag.search(query, { k: 5, signal });
  return hits.map(({ path, start, end, text }) => ({ source: `${path}:${start}-${end}`, text }));
}
