import type { FolderState } from "../location/folder-state.js";
import type { AbsentFolder } from "./absent-folder.js";
import type { DocumentKey, EmbedderFingerprint, Hit, IndexCheck, IndexReport, IndexWorker } from "@ragstone/core";

/** The contents of the index: the JSON of `ragstone status`. */
export interface StatusReport {
  readonly index: string;
  /** Absolute. */
  readonly folder: string;
  /** Whether the folder can be compared with the index; `stale` is empty where it cannot. */
  readonly folderState: FolderState;
  /** Folders in it that are missing, unmounted or empty, with the documents that the index keeps of them. */
  readonly absent: readonly AbsentFolder[];
  readonly documents: number;
  readonly chunks: number;
  readonly embedder: string;
  /** The spec or name of the reranker that the index is opened with; `null` for none. */
  readonly reranker: string | null;
  readonly fingerprint: { readonly embedder: EmbedderFingerprint; readonly chunker: string };
  readonly tokens: number;
  /** On disk. */
  readonly bytes: number;
  /** ISO 8601; `null` before the first commit. */
  readonly updatedAt: string | null;
  /** `recall` is `null` where the engine does not tell it. */
  readonly search: { readonly kind: "exact" | "hnsw"; readonly recall: number | null };
  /** Which promises the engine of the index cannot keep, in one line; `null` where it keeps all. */
  readonly limitation: string | null;
  /** Documents by ISO 639-1 code, or `unknown`. */
  readonly languages: Readonly<Record<string, number>>;
  /** Languages that the text search alone serves, because the built-in vectors are English. */
  readonly textSearchOnly: readonly string[];
  /** Processes that index at the moment; known of an engine that admits several. */
  readonly workers: readonly IndexWorker[];
  /** Paths whose files changed, appeared or went since they were indexed. */
  readonly stale: readonly string[];
}

/** The expected effect of `index`: its report, with the cost of embedding. */
export interface PlanReport extends IndexReport {
  readonly estimate: {
    readonly texts: number;
    readonly tokens: number;
    readonly costUsd: number | null;
    readonly seconds: number;
  };
}

/** The result of a migration: the JSON of `ragstone migrate`. */
export interface MigrationReport {
  readonly from: string;
  readonly to: string;
  /** Whether it continued an earlier, stopped one. */
  readonly resumed: boolean;
  /** Documents embedded by this call. */
  readonly documents: number;
  readonly embedded: { readonly texts: number; readonly tokens: number };
  readonly costUsd: number | null;
  readonly elapsedMs: number;
}

/** The result of copying an index: the JSON of `ragstone copy`. */
export interface CopyReport {
  /** Names of the indexes, without secrets. */
  readonly from: string;
  readonly to: string;
  /** Documents of the index that was copied. */
  readonly documents: number;
  /** Written by this call, and compared after that. */
  readonly copied: number;
  /** Those that the target had already. */
  readonly unchanged: number;
  /** Chunks of the documents that were written. */
  readonly chunks: number;
  /** Vectors that were written; none was computed. */
  readonly vectors: number;
  readonly elapsedMs: number;
}

/** The findings of `ragstone doctor`. */
export interface DoctorReport {
  readonly checks: readonly IndexCheck[];
  /** The repairs made, in sentences. */
  readonly repaired: readonly string[];
  /** The model that made the index; `null` where the index cannot be read. */
  readonly embedder: string | null;
}

/** A passage with its surroundings: the JSON of `ragstone show`. */
export interface ShownPassage extends DocumentKey {
  /** `null` for a range that is not a chunk. */
  readonly id: string | null;
  readonly start: number;
  readonly end: number;
  /** `documentText.slice(start, end)`. */
  readonly text: string;
  /** The surrounding text, cut at line ends. */
  readonly before: string;
  readonly after: string;
  readonly headings: readonly string[];
  readonly pages: readonly number[];
  /** The printed numbers of `pages`, one each; missing where the document declares none that differ. */
  readonly pageLabels?: readonly string[];
}

/** A document's chunks with their ranges: the JSON of `ragstone show PATH --chunks`. */
export interface ShownChunks extends DocumentKey {
  readonly chunks: readonly Pick<Hit & { tokens: number }, "id" | "start" | "end" | "tokens" | "headings" | "pages">[];
}
