import {
  checkVector,
  IndexError,
  InvalidOptionError,
  type Candidate,
  type IndexFingerprint,
  type IndexQuery,
  type Metadata,
  type OnEvent,
  type SearchFilter,
} from "@ragstone/core";
import { storedFingerprint } from "../store/read-manifest.js";
import type { Database } from "../store/database.js";
import type { Meta } from "../store/meta.js";
import { readChunk, type DocumentRow } from "../store/rows.js";
import { unpackText } from "../store/pack-text.js";
import { TextRanker, type QueryTerm, type RankOptions } from "../text/rank.js";
import { PathTerms } from "../text/path-terms.js";
import { TextIndex } from "../text/text-index.js";
import { ChunkTable } from "../store/chunk-table.js";
import type { Corpus } from "../text/corpus.js";
import { phraseMask } from "./phrase-mask.js";
import { PhraseTest } from "./phrases.js";
import { nearestTerms } from "./nearest-terms.js";
import { chunksWith, leftOutTerms, parseQuery, queryTerms, type ParsedQuery } from "@ragstone/tokenizers/words";
import { PathOrder } from "../scope/path-order.js";
import { Scopes } from "../scope/scopes.js";
import { VectorSide } from "../hnsw/vector-side.js";

/** A candidate's facts about its document. */
type Owner = Pick<Candidate, "origin" | "path" | "sha256" | "modifiedMs" | "isNavigation">;

export interface SearcherParts {
  readonly database: Database;
  readonly meta: Meta;
  readonly dir: string;
  readonly fingerprint: IndexFingerprint;
  readonly onEvent: OnEvent | undefined;
  /** Bytes of codes from which a graph is used. @defaultValue 64 MB */
  readonly graphFromBytes?: number | undefined;
}

interface TextSearch extends Omit<RankOptions, "corpus" | "mask"> {
  readonly corpus: Corpus;
  /** Whether there are no vectors to find matches that the words miss. */
  readonly isTextOnly: boolean;
}

/** Documents whose path and hash are kept in memory: 4 MB. */
const maxOwners = 20_000;

/**
 * Maximum number of chunks with all words of a quotation that are read to check for the quotation: one second, for
 * words that occur everywhere.
 */
const maxPhraseReads = 20_000;

/** The in-memory side of an index: loaded by the first search, brought up to date by each one after a commit. */
export class Searcher {
  readonly #database: Database;
  readonly #meta: Meta;
  readonly #dir: string;
  readonly #fingerprint: IndexFingerprint;
  readonly #vectors: VectorSide;
  readonly #ranker = new TextRanker();
  readonly #scopes = new Scopes();
  #text: TextIndex;
  #paths = new PathTerms();
  #table = new ChunkTable();
  #order: PathOrder | null = null;
  #languages: readonly (string | null)[] = [];
  #textGeneration: number | null = null;
  #epoch: number | null = null;
  #migrated: IndexError | null = null;
  /** Of this generation, by document. */
  readonly #owners = new Map<number, Owner>();

  constructor({ database, meta, dir, fingerprint, onEvent, graphFromBytes }: SearcherParts) {
    this.#database = database;
    this.#meta = meta;
    this.#dir = dir;
    this.#fingerprint = fingerprint;
    this.#vectors = new VectorSide({
      database,
      meta,
      dir,
      dimensions: fingerprint.embedder.dimensions,
      onEvent,
      graphFromBytes,
    });
    this.#text = new TextIndex(database);
  }

  search({ vector = null, text = null, k, filter }: IndexQuery): Candidate[] {
    if (!Number.isInteger(k) || k < 1) throw new InvalidOptionError("k", k, "a whole number from 1");
    if (vector !== null) checkVector(vector, this.#fingerprint.embedder.dimensions, "the query vector");
    return this.#database.read(() => {
      const table = this.table();
      if (vector !== null && this.#migrated !== null) throw this.#migrated;
      const corpus = this.#corpus(table, filter);
      const wanted = Math.min(k, corpus.chunks);
      if (wanted === 0) return [];
      const query = text === null ? null : parseQuery(text);
      // Where passages contain the quotations, no others are wanted: the vectors need no scan.
      const quoted = query === null ? null : this.#quotedScores(query, { k: wanted, corpus });
      const near =
        vector === null || quoted !== null ? [] : this.#vectors.nearest(table, { query: vector, k: wanted }, corpus);
      const cosines = new Map(near.map(({ ordinal, score }) => [ordinal, score]));
      const scores =
        quoted ??
        (query === null
          ? new Map<number, number>()
          : this.#textScores(query, {
              k: wanted,
              corpus,
              seeds: [...cosines.keys()],
              isTextOnly: vector === null,
            }));
      const found = new Set([...cosines.keys(), ...scores.keys()]);
      return Array.from(found, (ordinal) => {
        const slot = table.slot[ordinal]!;
        const cosine = vector === null || slot < 0 ? null : (cosines.get(ordinal) ?? this.#vectors.score(vector, slot));
        const owner = this.#owner(table.document[ordinal]!);
        const chunk = readChunk(this.#database, ordinal, owner);
        return {
          ...chunk,
          sha256: owner.sha256,
          modifiedMs: owner.modifiedMs,
          isNavigation: owner.isNavigation ?? false,
          scores: { text: scores.get(ordinal) ?? 0, vector: cosine },
        };
      });
    });
  }

  /** Brings the graph of the vectors up to date where it is due. */
  updateGraph(): Promise<void> {
    return this.#vectors.updateGraph();
  }

  /** The method in use, with its measured recall. */
  kind(): ReturnType<VectorSide["kind"]> {
    return this.#vectors.kind();
  }

  close(): Promise<void> {
    return this.#vectors.close();
  }

  termShares(terms: readonly string[], filter: SearchFilter | undefined): Map<string, number> {
    return this.#database.read(() => {
      const corpus = this.#corpus(this.table(), filter);
      const shareOf = (term: string) => chunksWith(corpus.terms, term, corpus.languages) / Math.max(1, corpus.chunks);
      return new Map(terms.map((term) => [term, shareOf(term)]));
    });
  }

  nearestTerms(word: string, filter: SearchFilter | undefined): string[] {
    return this.#database.read(() => {
      const table = this.table();
      const corpus = this.#corpus(table, filter);
      const paths = this.#pathTerms();
      // The name of a file or folder is no typo.
      if (paths.has(word, corpus, table)) return [];
      return nearestTerms(word, {
        corpus,
        compare: (one, other) => paths.compare(one, other, table),
        vocabulary: this.#textIndex().vocabulary(),
        isPresent: (ordinal) => table.document[ordinal] !== 0,
        textOf: (ordinal) => {
          const { text, context } = readChunk(this.#database, ordinal, this.#owner(table.document[ordinal]!));
          return `${context}\n${text}`;
        },
      });
    });
  }

  /** Stored vectors by chunk id. */
  vectors(ids: readonly string[]): Map<string, Float32Array> {
    return this.#database.read(() => {
      const table = this.table();
      const found = new Map<string, Float32Array>();
      for (const id of ids) {
        const row = this.#database.get<{ ordinal: number }>("SELECT ordinal FROM chunks WHERE id = ?", id);
        if (row === undefined) continue;
        const slot = table.slot[row.ordinal]!;
        if (slot >= 0) found.set(id, this.#vectors.vector(slot));
      }
      return found;
    });
  }

  /** The chunk table of this moment. Call inside a transaction. */
  table(): ChunkTable {
    const epoch = this.#meta.get("epoch");
    if (epoch !== this.#epoch) {
      this.#table = new ChunkTable();
      this.#paths = new PathTerms();
      this.#vectors.forget();
      this.#epoch = epoch;
      this.#migrated = migrated(storedFingerprint(this.#database, this.#dir), this.#fingerprint, this.#dir);
    }
    const generation = this.#meta.get("generation");
    if (generation !== this.#table.generation) this.#owners.clear();
    this.#table.refresh(this.#database, generation);
    return this.#table;
  }

  #textScores(query: ParsedQuery, { isTextOnly, ...options }: TextSearch): Map<number, number> {
    const { corpus, k } = options;
    const words = queryTerms(corpus.terms, query, corpus.languages);
    const terms = [...words, ...this.#pathTerms().queryTerms(words, corpus, this.#table)];
    const { hits, seedScores } = this.#ranker.rank(terms, this.#table, { ...options, mask: null });
    const scores = new Map([...seedScores, ...hits.map(({ ordinal, score }): [number, number] => [ordinal, score])]);
    if (isTextOnly && hits.length > 0 && hits.length < k)
      this.#fill(scores, leftOutTerms(corpus.terms, query, corpus.languages), { ...options, mask: null });
    return scores;
  }

  /** Scores of the best `k` chunks with the query's quotations; `null` if it has none, or no chunk contains them. */
  #quotedScores(query: ParsedQuery, options: Pick<TextSearch, "k" | "corpus">): Map<number, number> | null {
    if (query.phrases.length === 0) return null;
    const { terms, languages } = options.corpus;
    return this.#quoted(queryTerms(terms, query, languages), query.phrases, options);
  }

  /** Adds chunks that only the words left out of a question find, below all others and in their own order. */
  #fill(scores: Map<number, number>, terms: readonly QueryTerm[], options: RankOptions): void {
    const least = Math.min(...scores.values());
    const { hits } = this.#ranker.rank(terms, this.#table, options);
    for (const { ordinal, score } of hits)
      if (scores.size < options.k && !scores.has(ordinal))
        scores.set(ordinal, (least * score) / (hits[0]!.score * 1000));
  }

  /** The best `k` chunks that contain the quoted words verbatim; `null` if none does: quotes are ignored then. */
  #quoted(
    terms: readonly QueryTerm[],
    phrases: readonly string[],
    { k, corpus }: Pick<TextSearch, "k" | "corpus">,
  ): Map<number, number> | null {
    const test = new PhraseTest(this.#database, this.#table, phrases);
    const holding = phraseMask({ corpus, phrases, end: this.#table.end });
    if (holding.chunks === 0) return null;
    for (let wanted = k * 4 + 64; ; wanted *= 4) {
      const { hits } = this.#ranker.rank(terms, this.#table, {
        k: Math.min(wanted, holding.chunks),
        corpus,
        mask: holding.mask,
        seeds: [],
      });
      const held: [number, number][] = [];
      for (const { ordinal, score } of hits) if (held.length < k && test.holds(ordinal)) held.push([ordinal, score]);
      if (held.length < k && hits.length >= wanted && test.read < maxPhraseReads) continue;
      return held.length === 0 ? null : new Map(held);
    }
  }

  #corpus(table: ChunkTable, filter: SearchFilter | undefined): Corpus {
    if (filter === undefined) return this.#whole(table);
    return this.#scopes.of(this.#database, table, this.#textIndex(), filter);
  }

  #whole(table: ChunkTable): Corpus {
    const terms = this.#textIndex();
    const { chunks, averageLength } = table;
    if (this.#order?.isOf(table) !== true) this.#order = new PathOrder(this.#database, table);
    const order = this.#order;
    return {
      chunks,
      averageLength,
      languages: this.#languages,
      terms,
      mask: null,
      compare: (one, other) => order.compare(one, other),
    };
  }

  #pathTerms(): PathTerms {
    this.#paths.refresh(this.#database, this.#table);
    return this.#paths;
  }

  #textIndex(): TextIndex {
    const generation = this.#meta.get("generation");
    if (generation !== this.#textGeneration) {
      this.#text.refresh(this.#meta);
      this.#languages = this.#database
        .all<{ language: string | null }>("SELECT DISTINCT language FROM documents ORDER BY language")
        .map((row) => row.language);
      this.#textGeneration = generation;
    }
    return this.#text;
  }

  #owner(document: number): Owner {
    const known = this.#owners.get(document);
    if (known !== undefined) return known;
    const row = this.#database.one<Pick<DocumentRow, "path" | "origin" | "sha256" | "modified" | "metadata">>(
      "SELECT path, origin, sha256, modified, metadata FROM documents WHERE id = ?",
      document,
    );
    const owner = {
      origin: row.origin,
      path: unpackText(row.path),
      sha256: row.sha256,
      modifiedMs: row.modified,
      isNavigation: (JSON.parse(row.metadata) as Metadata)["navigation"] === true,
    };
    if (this.#owners.size >= maxOwners) this.#owners.clear();
    this.#owners.set(document, owner);
    return owner;
  }
}

/** Tells a reader that its index now belongs to another model. */
function migrated(stored: IndexFingerprint, opened: IndexFingerprint, dir: string): IndexError | null {
  if (JSON.stringify(stored.embedder) === JSON.stringify(opened.embedder)) return null;
  return new IndexError(
    "model-mismatch",
    `The index ${dir} was opened as made by ${opened.embedder.model} and was migrated to ${stored.embedder.model} since.`,
    {
      hint: "Open it again and embed the query with that model.",
      data: { index: dir, stored: stored.embedder, opened: opened.embedder },
    },
  );
}
