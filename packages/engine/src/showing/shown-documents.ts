import { compileFilter, type DocumentFilter, type IndexReader } from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";

/** The look-ups of an index that show documents. */
export type ShownDocuments = Pick<IndexReader, "text" | "chunk" | "chunks">;

/** The look-ups of a scope: a document that its filters hide is not there. */
export function shownDocuments(index: ShownDocuments, scope: readonly DocumentFilter[]): ShownDocuments {
  if (scope.length === 0) return index;
  const isVisible = compileFilter(scope, globMatcher);
  const text: ShownDocuments["text"] = async (document) => {
    const stored = await index.text(document);
    return stored !== null && isVisible(stored.record) ? stored : null;
  };
  return {
    text,
    chunk: async (id) => {
      const chunk = await index.chunk(id);
      return chunk !== null && (await text(chunk)) !== null ? chunk : null;
    },
    chunks: async (document) => ((await text(document)) === null ? [] : index.chunks(document)),
  };
}
