import type { OnEvent } from "@ragstone/core";
import { Graph } from "./graph.js";
import { readFacts } from "./graph-file.js";
import type { Database } from "../store/database.js";
import type { Meta } from "../store/meta.js";
import { strideFor, VectorMemory } from "../vectors/vector-memory.js";
import type { ChunkTable } from "../store/chunk-table.js";
import { Scope } from "../scope/scope.js";
import type { Corpus } from "../text/corpus.js";
import {
  exactSearch,
  graphSearch,
  preciseScore,
  scopedSearch,
  storedVector,
  type SearchedVectors,
  type VectorHit,
  type VectorQuery,
} from "./vector-search.js";

/**
 * For fewer vectors an exact scan takes no more than about 8 ms and is perfect
 * (docs/decisions/vectors-as-two-bytes.md).
 */
const defaultGraphFromBytes = 64_000_000;

/**
 * Share of vectors that may have changed before a run that ends brings the graph up to date, and before a process that
 * searches looks whether another one did. They are scanned exactly.
 */
const graphDueShare = 0.1;

/** How often a process that searches looks for a graph. */
const lookEveryMs = 5000;

export interface VectorSideParts {
  readonly database: Database;
  readonly meta: Meta;
  readonly dir: string;
  readonly dimensions: number;
  readonly onEvent: OnEvent | undefined;
  /** Bytes of codes from which a graph is used. @defaultValue 64 MB */
  readonly graphFromBytes?: number | undefined;
}

/**
 * Search by vector: the codes in memory, and the graph where there are so many that it pays. Call inside a transaction
 * what searches.
 */
export class VectorSide {
  readonly #parts: VectorSideParts;
  readonly #graphFromBytes: number;
  #memory: VectorMemory | null = null;
  #graph: Graph | null = null;
  #searched = false;
  /** When it was last looked whether there is a stored graph, or a newer one, and the one that was loaded then. */
  #looked = { ms: -Infinity, sha256: "" };

  constructor(parts: VectorSideParts) {
    this.#parts = parts;
    this.#graphFromBytes = parts.graphFromBytes ?? defaultGraphFromBytes;
  }

  /**
   * The best chunks by cosine, best first. In a scope the search is always exact: a graph's results depend on all of
   * its vectors.
   */
  nearest(table: ChunkTable, query: VectorQuery, corpus: Corpus): VectorHit[] {
    const memory = this.#codes();
    const store: SearchedVectors = {
      database: this.#parts.database,
      memory,
      table,
      compare: (one, other) => corpus.compare(one, other),
    };
    const graph = this.#usable(memory);
    if (corpus instanceof Scope) return scopedSearch(store, query, corpus);
    const near = graph === null ? null : graphSearch(store, query, graph);
    return near ?? exactSearch(store, query);
  }

  /** Cosine of one stored vector. */
  score(query: Float32Array, slot: number): number {
    return preciseScore(this.#parts.database, this.#codes(), query, slot);
  }

  vector(slot: number): Float32Array {
    return storedVector(this.#parts.database, this.#codes(), slot);
  }

  /** Drops the vectors in memory: slots now belong to other vectors. */
  forget(): void {
    this.#memory = null;
  }

  /** Brings the graph up to date where vectors are so many that it pays, and so many have changed that it is due. */
  async updateGraph(): Promise<void> {
    const { database, meta } = this.#parts;
    const due = database.read(() => {
      if (this.#codeBytes() < this.#graphFromBytes) return false;
      const memory = this.#codes();
      const facts = readFacts(this.#parts.dir);
      const since = facts?.identity === meta.identity ? facts.generation : -1;
      return changedShare(memory, since) > graphDueShare;
    });
    if (!due) return;
    await this.#graphOf().build();
    // A process that has searched will again.
    if (this.#searched) await this.#graphOf().load();
  }

  /** Whether a graph answers by now. */
  get loaded(): boolean {
    return this.#graph?.facts != null;
  }

  /** The method in use, with its measured recall. */
  kind(): { readonly kind: "exact" | "hnsw"; readonly recall: number } {
    const facts = this.#graph?.facts ?? readFacts(this.#parts.dir);
    return facts === null || this.#codeBytes() < this.#graphFromBytes || facts.identity !== this.#parts.meta.identity
      ? { kind: "exact", recall: 1 }
      : { kind: "hnsw", recall: facts.recall };
  }

  async close(): Promise<void> {
    await this.#graph?.close();
  }

  #usable(memory: VectorMemory): Graph | null {
    if (memory.bytes < this.#graphFromBytes) return null;
    const facts = this.#graph?.facts ?? null;
    // Not by the first search: a process that asks one question is done before a graph is read.
    if (this.#searched && (facts === null || changedShare(memory, facts.generation) > graphDueShare)) this.#look();
    this.#searched = true;
    return facts === null ? null : this.#graph;
  }

  /**
   * Loads the stored graph where there is one that was not loaded or found damaged yet: another process may have built
   * it.
   */
  #look(): void {
    const now = performance.now();
    if (now - this.#looked.ms < lookEveryMs) return;
    const stored = readFacts(this.#parts.dir);
    const isKnown =
      stored === null || stored.sha256 === this.#looked.sha256 || stored.sha256 === this.#graph?.facts?.sha256;
    this.#looked = { ms: now, sha256: stored?.sha256 ?? "" };
    if (!isKnown) void this.#graphOf().load();
  }

  #codes(): VectorMemory {
    const { database, dir, dimensions, meta } = this.#parts;
    this.#memory ??= new VectorMemory(dir, dimensions, meta.get("segment_size"));
    this.#memory.refresh(database, meta.get("generation"));
    return this.#memory;
  }

  #codeBytes(): number {
    return this.#parts.meta.get("next_slot") * strideFor(this.#parts.dimensions);
  }

  #graphOf(): Graph {
    const { dir, dimensions, meta, onEvent } = this.#parts;
    this.#graph ??= new Graph({ dir, identity: meta.identity, dimensions }, onEvent);
    return this.#graph;
  }
}

function changedShare(memory: VectorMemory, since: number): number {
  return (memory.changedSince(since).length * memory.segmentSize) / Math.max(1, memory.slots);
}
