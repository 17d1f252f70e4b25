import { IndexError, InvalidOptionError, type Candidate, type IndexFingerprint, type IndexQuery } from "@ragstone/core";
import { storedFingerprint } from "../read-manifest.js";
import type { Database } from "../store/_database.js";
import type { Meta } from "../store/_meta.js";
import { readChunk } from "../store/_rows.js";
import { unpackText, type PackedText } from "../store/_pack-text.js";
import { TextRanker } from "../text/_rank.js";
import { TextIndex } from "../text/_text-index.js";
import { checkVector } from "../vectors/_vector-store.js";
import { VectorMemory } from "../vectors/_vector-memory.js";
import { ChunkTable } from "./_chunk-table.js";
import { FilterMasks } from "./_filter.js";
import { chunksWith, queryTerms } from "./_query-terms.js";
import { exactSearch, preciseScore } from "./_vector-search.js";

/** What a candidate says of its document. */
type Owner = Pick<Candidate, "path" | "sha256" | "modifiedMs">;

/** The in-memory side of an index: loaded by the first search, brought up to date by each one after a commit. */
export class Searcher {
  readonly #database: Database;
  readonly #meta: Meta;
  readonly #dir: string;
  readonly #fingerprint: IndexFingerprint;
  readonly #ranker = new TextRanker();
  readonly #masks = new FilterMasks();
  #text: TextIndex;
  #table = new ChunkTable();
  #vectors: VectorMemory | null = null;
  #languages: readonly (string | null)[] = [];
  #textGeneration = -1;
  #epoch = -1;
  #migrated: IndexError | null = null;

  constructor(database: Database, meta: Meta, dir: string, fingerprint: IndexFingerprint) {
    this.#database = database;
    this.#meta = meta;
    this.#dir = dir;
    this.#fingerprint = fingerprint;
    this.#text = new TextIndex(database);
  }

  search({ vector = null, text = null, k, filter }: IndexQuery): Candidate[] {
    if (!Number.isInteger(k) || k < 1) throw new InvalidOptionError("k", k, "a whole number from 1");
    if (vector !== null) checkVector(vector, this.#fingerprint.embedder.dimensions, "the query vector");
    return this.#database.read(() => {
      const table = this.table();
      if (vector !== null && this.#migrated !== null) throw this.#migrated;
      const wanted = Math.min(k, table.chunks);
      if (wanted === 0) return [];
      const filtered = filter === undefined ? null : this.#masks.of(this.#database, table, filter);
      if (filtered?.chunks === 0) return [];
      const memory = vector === null ? null : this.#memory();
      const near = vector === null || memory === null ? [] : exactSearch(this.#database, memory, table, { query: vector, k: wanted, filter: filtered });
      const cosines = new Map(near.map(({ ordinal, score }) => [ordinal, score]));
      const scores = this.#textScores(text, wanted, filtered?.mask ?? null, [...cosines.keys()]);
      const owners = new Map<number, Owner>();
      return [...new Set([...cosines.keys(), ...scores.keys()])].map((ordinal) => {
        const slot = table.slot[ordinal]!;
        const cosine = vector === null || memory === null || slot < 0 ? null : (cosines.get(ordinal) ?? preciseScore(this.#database, memory, vector, slot));
        const document = table.document[ordinal]!;
        const owner = owners.get(document) ?? this.#owner(document);
        owners.set(document, owner);
        const chunk = readChunk(this.#database, ordinal, owner.path)!;
        return { ...chunk, sha256: owner.sha256, modifiedMs: owner.modifiedMs, scores: { text: scores.get(ordinal) ?? 0, vector: cosine } };
      });
    });
  }

  termShares(terms: readonly string[]): Map<string, number> {
    return this.#database.read(() => {
      const table = this.table();
      const text = this.#textIndex();
      return new Map(terms.map((term) => {
        return [term, Math.min(1, chunksWith(text, term, this.#languages) / Math.max(1, table.chunks))];
      }));
    });
  }

  /** The chunk table of this moment. Call inside a transaction. */
  table(): ChunkTable {
    const epoch = this.#meta.get("epoch");
    if (epoch !== this.#epoch) {
      this.#table = new ChunkTable();
      this.#vectors = null;
      this.#epoch = epoch;
      this.#migrated = migrated(storedFingerprint(this.#database, this.#dir), this.#fingerprint, this.#dir);
    }
    this.#table.refresh(this.#database, this.#meta.get("generation"));
    return this.#table;
  }

  #textScores(text: string | null, k: number, mask: Uint8Array | null, seeds: readonly number[]): Map<number, number> {
    if (text === null) return new Map();
    const index = this.#textIndex();
    const { hits, seedScores } = this.#ranker.rank(queryTerms(index, text, this.#languages), this.#table, { k, mask, seeds });
    return new Map([...seedScores, ...hits.map(({ ordinal, score }): [number, number] => [ordinal, score])]);
  }

  #textIndex(): TextIndex {
    const generation = this.#meta.get("generation");
    if (generation !== this.#textGeneration) {
      this.#text.refresh(this.#meta);
      this.#languages = this.#database.all<{ language: string | null }>("SELECT DISTINCT language FROM documents").map((row) => row.language);
      this.#textGeneration = generation;
    }
    return this.#text;
  }

  #memory(): VectorMemory {
    this.#vectors ??= new VectorMemory(this.#dir, this.#fingerprint.embedder.dimensions, this.#meta.get("segment_size"));
    this.#vectors.refresh(this.#database, this.#meta.get("generation"));
    return this.#vectors;
  }

  #owner(document: number): Owner {
    const row = this.#database.get<{ path: PackedText; sha256: string; modified: number | null }>("SELECT path, sha256, modified FROM documents WHERE id = ?", document)!;
    return { path: unpackText(row.path), sha256: row.sha256, modifiedMs: row.modified };
  }
}

/** What tells a reader that the index under it is another model's by now. */
function migrated(stored: IndexFingerprint, opened: IndexFingerprint, dir: string): IndexError | null {
  if (JSON.stringify(stored.embedder) === JSON.stringify(opened.embedder)) return null;
  return new IndexError("model-mismatch", `The index ${dir} was opened as made by ${opened.embedder.model} and was migrated to ${stored.embedder.model} since.`, {
    hint: "Open it again and embed the query with that model.", data: { index: dir, stored: stored.embedder, opened: opened.embedder },
  });
}
