import type { IndexReader, IndexWriter } from "@ragstone/core";
import type { Session } from "./session.js";

/**
 * The session's index as one object: reads use the open reader, each write acquires the writer's lock separately, so
 * that other processes may write in between. The session closes it.
 */
export async function sharedIndex(session: Session): Promise<IndexWriter> {
  const { fingerprint } = await session.readerOrNew();
  const read = <T>(use: (index: IndexReader) => Promise<T>) => session.reader().then(use);
  const write = <T>(use: (index: IndexWriter) => Promise<T>) => session.write(use);
  return {
    fingerprint,
    documents: (filter) => read((index) => index.documents(filter)),
    document: (path) => read((index) => index.document(path)),
    text: (path) => read((index) => index.text(path)),
    chunks: (path) => read((index) => index.chunks(path)),
    chunk: (id) => read((index) => index.chunk(id)),
    vectors: (ids) => read(async (index) => (await index.vectors?.(ids)) ?? new Map()),
    missingVectors: (keys) => read((index) => index.missingVectors(keys)),
    search: (query) => read((index) => index.search(query)),
    termShares: (terms, filter) => read((index) => index.termShares(terms, filter)),
    nearestTerms: (word, filter) => read(async (index) => (await index.nearestTerms?.(word, filter)) ?? []),
    status: () => read((index) => index.status()),
    putVectors: (vectors) => write((index) => index.putVectors(vectors)),
    replaceDocument: (entry, options) => write((index) => index.replaceDocument(entry, options)),
    moveDocument: (from, to, modifiedMs) => write((index) => index.moveDocument(from, to, modifiedMs)),
    removeDocument: (path, options) => write((index) => index.removeDocument(path, options)),
    touchDocument: (path, modifiedMs) => write((index) => index.touchDocument(path, modifiedMs)),
    finish: (options) => write((index) => index.finish(options)),
    exclusively: write,
    close: async () => {},
  };
}
