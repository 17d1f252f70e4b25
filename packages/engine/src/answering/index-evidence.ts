import { stat } from "node:fs/promises";
import { join } from "node:path";
import {
  checkEmbedder,
  documentName,
  isVolumePath,
  type IndexReader,
  type DocumentKey,
  type EvidenceSource,
  type Hit,
  type SearchFilter,
} from "@ragstone/core";
import { stemmerOf } from "@ragstone/tokenizers/words";
import { defaultEmbedder } from "../models/defaults.js";
import type { SearchOptions } from "../api/ragstone.js";
import type { Session } from "../session/session.js";
import { tracedSearch } from "../telemetry/traced-calls.js";
import { retrieve } from "./retrieve.js";
import { termsOf } from "./terms-of.js";

export interface IndexEvidenceOptions {
  readonly filter: SearchFilter | undefined;
  /** @defaultValue `"hybrid"` */
  readonly mode: SearchOptions["mode"];
  readonly diversity: SearchOptions["diversity"];
  readonly expand: SearchOptions["expand"];
  readonly reranker?: SearchOptions["reranker"];
}

/** The session's index as the evidence for one question. Only documents that the filter lets through are read. */
export function indexEvidence(
  session: Session,
  index: IndexReader,
  { mode = "hybrid", filter, diversity, expand, reranker: requested }: IndexEvidenceOptions,
): EvidenceSource {
  const embedder = async () => {
    const embedder = await session.embedder();
    checkEmbedder(index.fingerprint.embedder, embedder.fingerprint);
    return embedder;
  };
  // Only these documents may be read: a citation must not reach outside the filter.
  const given = new Set<string>();
  return {
    async search(query, { k, signal }) {
      const reranker = await session.reranker(requested);
      const { onEvent, tracing, turn } = session;
      const words = () => session.words();
      const how = { k, mode, filter, diversity, expand, highlights: true, nameCopies: true };
      const options = { index, embedder, words, turn, reranker, query, ...how, signal, onEvent };
      const hits = await tracedSearch(tracing, options, () => retrieve(options));
      for (const hit of hits) given.add(documentName(hit));
      return hits;
    },
    async *readAll() {
      let rank = 0;
      for (const record of await index.documents(filter)) {
        const { origin, path } = record;
        given.add(documentName(record));
        for (const { id, start, end, text, headings, pages } of await index.chunks(record)) {
          rank += 1;
          const scores: Hit["scores"] = { text: 0, vector: null };
          yield { rank, id, score: 1, scores, origin, path, start, end, text, headings, pages };
        }
      }
    },
    readDocument: async (document) => (given.has(documentName(document)) ? index.text(document) : null),
    ...termsOf(index, filter),
    // A table of words compares words in no time; asking a transformer or a service for each word would not.
    wordVectors:
      index.fingerprint.embedder.model === defaultEmbedder
        ? async (words) => (await (await embedder()).embed(words, { kind: "passage" })).vectors
        : undefined,
    languageOf: async (text) => (await import("../pipeline/detect-language.js")).detectLanguage(text),
    stemmerOf,
    isStale:
      // A volume is not asked for each document of an answer: it is compared with the index before.
      session.location.folderFrom === "guess" || isVolumePath(session.location.folder)
        ? undefined
        : (document) => isStale(session.location.folder, document, index),
  };
}

/** Whether the file behind a document moved on since it was indexed, by its size and time. */
async function isStale(folder: string, document: DocumentKey, index: Pick<IndexReader, "document">): Promise<boolean> {
  const record = await index.document(document);
  if (record === null || record.origin === "put") return false;
  const file = await stat(join(folder, record.path)).catch(() => null);
  return file === null || file.size !== record.bytes || file.mtimeMs !== record.modifiedMs;
}
