import { IndexError, InvalidOptionError, type Candidate, type IndexFingerprint, type IndexQuery, type OnEvent } from "@ragstone/core";
import { Graph } from "../hnsw/_graph.js";
import { readFacts } from "../hnsw/_graph-file.js";
import { storedFingerprint } from "../read-manifest.js";
import type { Database } from "../store/_database.js";
import type { Meta } from "../store/_meta.js";
import { readChunk } from "../store/_rows.js";
import { unpackText, type PackedText } from "../store/_pack-text.js";
import { TextRanker, type QueryTerm, type RankOptions } from "../text/_rank.js";
import { TextIndex } from "../text/_text-index.js";
import { checkVector } from "../vectors/_vector-store.js";
import { strideFor, VectorMemory } from "../vectors/_vector-memory.js";
import { ChunkTable } from "./_chunk-table.js";
import { FilterMasks } from "./_filter.js";
import { parseQuery } from "./_parse-query.js";
import { PhraseTest } from "./_phrases.js";
import { chunksWith, queryTerms } from "./_query-terms.js";
import { exactSearch, graphSearch, preciseScore, spare, storedVector, type VectorHit, type VectorQuery } from "./_vector-search.js";

/** What a candidate says of its document. */
type Owner = Pick<Candidate, "path" | "sha256" | "modifiedMs">;

export interface SearcherParts {
  readonly database: Database;
  readonly meta: Meta;
  readonly dir: string;
  readonly fingerprint: IndexFingerprint;
  readonly onEvent: OnEvent | undefined;
  /** Bytes of codes from which a graph is used. @defaultValue 64 MB */
  readonly graphFromBytes?: number | undefined;
}

/** Below it an exact scan takes no more than about 8 ms and is perfect (docs/decisions/vectors-as-two-bytes.md). */
const defaultGraphFromBytes = 64_000_000;

/** Documents whose path and hash are kept in memory: 4 MB. */
const maxOwners = 20_000;

/** Share of vectors that may have changed before a run that ends brings the graph up to date; they are scanned exactly. */
const graphDueShare = 0.1;

/** The in-memory side of an index: loaded by the first search, brought up to date by each one after a commit. */
export class Searcher {
  readonly #database: Database;
  readonly #meta: Meta;
  readonly #dir: string;
  readonly #fingerprint: IndexFingerprint;
  readonly #onEvent: OnEvent | undefined;
  readonly #graphFromBytes: number;
  readonly #ranker = new TextRanker();
  readonly #masks = new FilterMasks();
  #text: TextIndex;
  #table = new ChunkTable();
  #vectors: VectorMemory | null = null;
  #languages: readonly (string | null)[] = [];
  #textGeneration = -1;
  #epoch = -1;
  #migrated: IndexError | null = null;
  #graph: Graph | null = null;
  #searched = false;
  /** Of this generation, by document. */
  readonly #owners = new Map<number, Owner>();

  constructor({ database, meta, dir, fingerprint, onEvent, graphFromBytes = defaultGraphFromBytes }: SearcherParts) {
    this.#database = database;
    this.#meta = meta;
    this.#dir = dir;
    this.#fingerprint = fingerprint;
    this.#onEvent = onEvent;
    this.#graphFromBytes = graphFromBytes;
    this.#text = new TextIndex(database);
  }

  async search(query: IndexQuery): Promise<Candidate[]> {
    const { vector = null, k, filter } = query;
    if (!Number.isInteger(k) || k < 1) throw new InvalidOptionError("k", k, "a whole number from 1");
    if (vector === null) return this.#candidates(query, null);
    checkVector(vector, this.#fingerprint.embedder.dimensions, "the query vector");
    // The graph is asked first, outside of the transaction: what changes between the two is scanned exactly.
    const found = filter === undefined && this.#graph?.facts != null ? await this.#graph.search(vector, k + spare) : null;
    return this.#candidates(query, found);
  }

  #candidates({ vector = null, text = null, k, filter }: IndexQuery, found: Awaited<ReturnType<Graph["search"]>>): Candidate[] {
    return this.#database.read(() => {
      const table = this.table();
      if (vector !== null && this.#migrated !== null) throw this.#migrated;
      const wanted = Math.min(k, table.chunks);
      if (wanted === 0) return [];
      const filtered = filter === undefined ? null : this.#masks.of(this.#database, table, filter);
      if (filtered?.chunks === 0) return [];
      const memory = vector === null ? null : this.#memory();
      const near = vector === null || memory === null ? [] : this.#near(memory, { query: vector, k: wanted, filter: filtered }, found);
      const cosines = new Map(near.map(({ ordinal, score }) => [ordinal, score]));
      const scores = this.#textScores(text, wanted, filtered?.mask ?? null, [...cosines.keys()]);
      return [...new Set([...cosines.keys(), ...scores.keys()])].map((ordinal) => {
        const slot = table.slot[ordinal]!;
        const cosine = vector === null || memory === null || slot < 0 ? null : (cosines.get(ordinal) ?? preciseScore(this.#database, memory, vector, slot));
        const document = table.document[ordinal]!;
        const owner = this.#owner(document);
        const chunk = readChunk(this.#database, ordinal, owner.path)!;
        return { ...chunk, sha256: owner.sha256, modifiedMs: owner.modifiedMs, scores: { text: scores.get(ordinal) ?? 0, vector: cosine } };
      });
    });
  }

  /** Brings the graph up to date where vectors are so many that it pays, and so many have changed that it is due. */
  async updateGraph(): Promise<void> {
    const due = this.#database.read(() => {
      if (this.#codeBytes() < this.#graphFromBytes) return false;
      const memory = this.#memory();
      const facts = this.#graphOf().facts ?? readFacts(this.#dir);
      const since = facts?.identity === this.#meta.identity ? facts.generation : -1;
      return memory.changedSince(since).length * memory.segmentSize > memory.slots * graphDueShare;
    });
    if (due) await this.#graphOf().build();
  }

  /** What answers: with its measured recall. */
  kind(): { readonly kind: "exact" | "hnsw"; readonly recall: number } {
    const facts = this.#graph?.facts ?? readFacts(this.#dir);
    return facts === null || this.#codeBytes() < this.#graphFromBytes || facts.identity !== this.#meta.identity ? { kind: "exact", recall: 1 } : { kind: "hnsw", recall: facts.recall };
  }

  async close(): Promise<void> {
    await this.#graph?.close();
  }

  #near(memory: VectorMemory, query: VectorQuery, found: Awaited<ReturnType<Graph["search"]>>): VectorHit[] {
    // Not by the first search: a process that asks one question is done before a graph is read.
    if (this.#searched && memory.bytes >= this.#graphFromBytes) void this.#graphOf().load();
    this.#searched = true;
    const near = found === null ? null : graphSearch(this.#database, memory, this.#table, query, found);
    return near ?? exactSearch(this.#database, memory, this.#table, query);
  }

  #codeBytes(): number {
    return this.#meta.get("next_slot") * strideFor(this.#fingerprint.embedder.dimensions);
  }

  #graphOf(): Graph {
    this.#graph ??= new Graph({ dir: this.#dir, identity: this.#meta.identity, dimensions: this.#fingerprint.embedder.dimensions }, this.#onEvent);
    return this.#graph;
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

  /** Stored vectors by chunk id. */
  vectors(ids: readonly string[]): Map<string, Float32Array> {
    return this.#database.read(() => {
      const table = this.table();
      const memory = this.#memory();
      const found = new Map<string, Float32Array>();
      for (const id of ids) {
        const ordinal = this.#database.get<{ ordinal: number }>("SELECT ordinal FROM chunks WHERE id = ?", id)?.ordinal;
        const slot = ordinal === undefined ? -1 : table.slot[ordinal]!;
        if (slot >= 0) found.set(id, storedVector(this.#database, memory, slot));
      }
      return found;
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
    const generation = this.#meta.get("generation");
    if (generation !== this.#table.generation) this.#owners.clear();
    this.#table.refresh(this.#database, generation);
    return this.#table;
  }

  #textScores(text: string | null, k: number, mask: Uint8Array | null, seeds: readonly number[]): Map<number, number> {
    if (text === null) return new Map();
    const query = parseQuery(text);
    const index = this.#textIndex();
    const terms = queryTerms(index, query, this.#languages);
    const quoted = query.phrases.length === 0 ? null : this.#quoted(terms, query.phrases, { k, mask, seeds });
    if (quoted !== null) return quoted;
    const { hits, seedScores } = this.#ranker.rank(terms, this.#table, { k, mask, seeds });
    return new Map([...seedScores, ...hits.map(({ ordinal, score }): [number, number] => [ordinal, score])]);
  }

  /** Chunks that hold the quoted words as they are quoted; `null` when none does, and quotes count for nothing. */
  #quoted(terms: readonly QueryTerm[], phrases: readonly string[], { k, mask, seeds }: RankOptions): Map<number, number> | null {
    const test = new PhraseTest(this.#database, this.#table, phrases);
    for (let wanted = k * 4 + 64; ; wanted *= 4) {
      const { hits, seedScores } = this.#ranker.rank(terms, this.#table, { k: Math.min(wanted, this.#table.chunks), mask, seeds });
      const held: [number, number][] = [];
      for (const { ordinal, score } of hits) if (held.length < k && test.holds(ordinal)) held.push([ordinal, score]);
      if (held.length < k && hits.length >= wanted) continue;
      if (held.length === 0) return null;
      return new Map([...[...seedScores].map(([ordinal, score]): [number, number] => [ordinal, score > 0 && test.holds(ordinal) ? score : 0]), ...held]);
    }
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
    const known = this.#owners.get(document);
    if (known !== undefined) return known;
    const row = this.#database.get<{ path: PackedText; sha256: string; modified: number | null }>("SELECT path, sha256, modified FROM documents WHERE id = ?", document)!;
    const owner = { path: unpackText(row.path), sha256: row.sha256, modifiedMs: row.modified };
    if (this.#owners.size >= maxOwners) this.#owners.clear();
    this.#owners.set(document, owner);
    return owner;
  }
}

/** What tells a reader that the index under it is another model's by now. */
function migrated(stored: IndexFingerprint, opened: IndexFingerprint, dir: string): IndexError | null {
  if (JSON.stringify(stored.embedder) === JSON.stringify(opened.embedder)) return null;
  return new IndexError("model-mismatch", `The index ${dir} was opened as made by ${opened.embedder.model} and was migrated to ${stored.embedder.model} since.`, {
    hint: "Open it again and embed the query with that model.", data: { index: dir, stored: stored.embedder, opened: opened.embedder },
  });
}
