import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentIndex, EvidenceSource, Hit, SearchFilter } from "@ragstone/core";
import { defaultEmbedder } from "../models/resolve-embedder.js";
import type { SearchOptions } from "../ragstone.js";
import { checkModel, type Session } from "../session.js";
import { retrieve } from "./retrieve.js";

export interface IndexEvidenceOptions {
  readonly filter: SearchFilter | undefined;
  /** @defaultValue `"hybrid"` */
  readonly mode: SearchOptions["mode"];
  readonly diversity: SearchOptions["diversity"];
  readonly expand: SearchOptions["expand"];
}

/** The session's index as the evidence for one question. Only documents that the filter lets through are read. */
export function indexEvidence(
  session: Session,
  index: DocumentIndex,
  { mode = "hybrid", filter, diversity, expand }: IndexEvidenceOptions,
): EvidenceSource {
  const embedder = async () => {
    const embedder = await session.embedder();
    checkModel(index.fingerprint.embedder, embedder.fingerprint);
    return embedder;
  };
  // Only these documents may be read: a citation must not reach outside the filter.
  const given = new Set<string>();
  return {
    async search(query, { k, signal }) {
      const hits = await retrieve({ index, embedder, query, k, mode, filter, diversity, expand, signal });
      for (const { path } of hits) given.add(path);
      return hits;
    },
    async *readAll() {
      let rank = 0;
      for (const { path } of await index.documents(filter)) {
        given.add(path);
        for (const { id, start, end, text, headings, pages } of await index.chunks(path)) {
          rank += 1;
          const scores: Hit["scores"] = { text: 0, vector: null };
          yield { rank, id, score: 1, scores, path, start, end, text, headings, pages };
        }
      }
    },
    readDocument: async (path) => (given.has(path) ? index.text(path) : null),
    termShares: (terms) => index.termShares(terms, filter),
    // A table of words compares words in no time; asking a transformer or a service for each word would not.
    wordVectors:
      index.fingerprint.embedder.model === defaultEmbedder
        ? async (words) => (await (await embedder()).embed(words, { kind: "passage" })).vectors
        : undefined,
    languageOf: async (text) => (await import("../pipeline/detect-language.js")).detectLanguage(text),
    isStale: (path) => isStale(session.location.folder, path, index),
  };
}

/** Whether the file behind a document moved on since it was indexed, by its size and time. */
async function isStale(
  folder: string,
  path: string,
  index: { document(path: string): Promise<{ origin: string; bytes: number; modifiedMs: number | null } | null> },
): Promise<boolean> {
  const record = await index.document(path);
  if (record === null || record.origin === "put") return false;
  const file = await stat(join(folder, path)).catch(() => null);
  return file === null || file.size !== record.bytes || file.mtimeMs !== record.modifiedMs;
}
