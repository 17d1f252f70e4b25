import type { IndexReader, IndexWriter, DocumentReference, DocumentToIndex, IndexFingerprint } from "@ragstone/core";

/** An index that only records intended writes, on top of the real one or of an empty one. */
export function planningIndex(inner: IndexReader | null, fingerprint: IndexFingerprint): IndexWriter {
  const planned = new Set<string>();
  let chunkDelta = 0;
  const chunksOf = async (document: DocumentReference) => (await inner?.chunks(document)) ?? [];
  return {
    fingerprint,
    documents: async () => (await inner?.documents()) ?? [],
    document: async (path) => (await inner?.document(path)) ?? null,
    text: async (path) => (await inner?.text(path)) ?? null,
    chunks: chunksOf,
    chunk: async (id) => (await inner?.chunk(id)) ?? null,
    missingVectors: async (keys) => {
      const missing = inner === null ? new Set(keys) : await inner.missingVectors(keys);
      return new Set([...missing].filter((key) => !planned.has(key)));
    },
    putVectors: async (vectors) => {
      for (const key of vectors.keys()) planned.add(key);
    },
    replaceDocument: async ({ document: { path }, origin, chunks }: DocumentToIndex) => {
      const before = new Set((await chunksOf({ origin, path })).map(({ start, text }) => `${start} ${text}`));
      const kept = chunks.filter(({ start, text }) => before.has(`${start} ${text}`)).length;
      chunkDelta += chunks.length - before.size;
      return { chunksAdded: chunks.length - kept, chunksRemoved: before.size - kept };
    },
    moveDocument: async () => {},
    removeDocument: async (path) => {
      const { length } = await chunksOf(path);
      chunkDelta -= length;
      return length;
    },
    touchDocument: async () => {},
    search: async (query) => (await inner?.search(query)) ?? [],
    termShares: async (terms, filter) => (await inner?.termShares(terms, filter)) ?? new Map(),
    finish: async () => {},
    status: async () => {
      const status = (await inner?.status()) ?? {
        documents: 0,
        chunks: 0,
        vectors: 0,
        tokens: 0,
        bytes: 0,
        updatedMs: null,
        search: { kind: "exact", recall: 1 } as const,
        languages: {},
      };
      return { ...status, chunks: status.chunks + chunkDelta };
    },
    close: async () => {},
  };
}
