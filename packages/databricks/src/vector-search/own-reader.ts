import {
  checkVector,
  compileFilter,
  documentKeyOf,
  InvalidOptionError,
  RagstoneError,
  RemoteError,
  type Candidate,
  type DocumentIndexStatus,
  type DocumentRecord,
  type DocumentReference,
  type IndexFingerprint,
  type IndexQuery,
  type IndexReader,
  type SearchFilter,
  type StoredChunk,
  type StoredText,
} from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import type { Catalogue } from "./catalogue.js";
import { textCell, type Row } from "./cells.js";
import { searchOwn, sharesOwn, type OwnCorpus, type OwnSearch } from "./own-search.js";
import {
  documentIdOf,
  passageColumns,
  passageOf,
  rowIdOf,
  storedChunk,
  type OwnDocument,
  type OwnState,
  type Passage,
} from "./own-rows.js";
import { PassageStore } from "./passage-store.js";
import { maxWordedRows, type VectorClient } from "./vector-client.js";

/** An opened index of our own. */
export interface OwnParts {
  readonly passages: VectorClient;
  readonly catalogue: Catalogue;
  readonly name: string;
  readonly state: OwnState;
}

/** How often a search is made anew because documents changed while it ran. */
const maxAttempts = 4;

/** The promises that the service cannot keep, for people. */
export const limitation =
  `Vector Search finds words in at most ${maxWordedRows} passages at a time and vectors approximately; ` +
  "one process writes at a time, and it is not certain when other machines see a commit";

/** Reads an index of our own. Each answer is made of rows that belong to commits. */
export class OwnReader implements IndexReader {
  protected readonly parts: OwnParts;
  protected readonly rows: PassageStore;
  #state: OwnState;
  #listed: { readonly changes: number; readonly documents: ReadonlyMap<string, OwnDocument> } | null = null;
  #isOpen = true;

  constructor(parts: OwnParts) {
    this.parts = parts;
    this.rows = new PassageStore(parts.passages, () => this.fingerprint.embedder.dimensions);
    this.#state = parts.state;
  }

  get fingerprint(): IndexFingerprint {
    return this.#state.fingerprint;
  }

  async documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]> {
    const passes = filter === undefined ? () => true : compileFilter(filter, globMatcher);
    const documents = await this.listed(await this.state());
    return Array.from(documents.values(), ({ record }) => record)
      .filter(passes)
      .sort((one, other) => order(one.path, other.path) || order(one.origin, other.origin));
  }

  async document(document: DocumentReference): Promise<DocumentRecord | null> {
    return (await this.stored(documentKeyOf(document)))?.record ?? null;
  }

  async text(document: DocumentReference): Promise<StoredText | null> {
    return this.#whole(document, async (stored) => {
      const rows = await this.rowsOf(stored, "part", ["id", "data"]);
      const whole = rows.map((row) => textCell(row, "data") ?? "").join("");
      return { record: stored.record, ...(JSON.parse(whole) as Omit<StoredText, "record">) };
    });
  }

  async chunks(document: DocumentReference): Promise<readonly StoredChunk[]> {
    const read = async (stored: OwnDocument) =>
      (await this.passagesOf(stored)).map((passage) => storedChunk(passage, stored.record));
    return (await this.#whole(document, read)) ?? [];
  }

  async chunk(id: string): Promise<StoredChunk | null> {
    const [found] = await this.#byChunk([id], passageColumns);
    return found === undefined ? null : storedChunk(found.passage, found.document.record);
  }

  async missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>> {
    this.checkOpen();
    const stored = await this.rows.vectors(keys, false);
    return new Set(keys.filter((key) => !stored.has(key)));
  }

  async search({ filter, signal, ...query }: IndexQuery): Promise<readonly Candidate[]> {
    if (!Number.isInteger(query.k) || query.k < 1) throw new InvalidOptionError("k", query.k, "a whole number from 1");
    if (query.vector) checkVector(query.vector, this.fingerprint.embedder.dimensions, "the query vector");
    const passes = filter === undefined ? null : compileFilter(filter, globMatcher);
    for (let attempt = 1; ; attempt += 1) {
      const state = await this.state(signal);
      const search = await this.#searchIn(state, passes, signal);
      const { candidates, isStale } = await searchOwn(search, query);
      if (!isStale || attempt === maxAttempts || (await this.state(signal)).changes === state.changes)
        return candidates;
    }
  }

  async vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    const found = await this.#byChunk(ids, [...passageColumns, "embedding"]);
    return new Map(found.flatMap(({ passage: { id, vector } }) => (vector === null ? [] : [[id, vector] as const])));
  }

  async termShares(terms: readonly string[], filter?: SearchFilter): Promise<ReadonlyMap<string, number>> {
    const passes = filter === undefined ? null : compileFilter(filter, globMatcher);
    return sharesOwn(await this.#searchIn(await this.state(), passes, undefined), terms);
  }

  async status(): Promise<DocumentIndexStatus> {
    const { totals, updatedMs, languages } = await this.state();
    const { documents, chunks, vectors, tokens, bytes } = totals;
    const search = { kind: "hnsw", recall: null } as const;
    return { documents, chunks, vectors, tokens, bytes, updatedMs, search, languages, limitation };
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  /** @throws {@link RagstoneError} `index-closed` after {@link OwnReader.close} */
  protected checkOpen(): void {
    if (!this.#isOpen)
      throw new RagstoneError("index-closed", `The index ${this.parts.name} was closed and is used after it.`, {
        hint: "Open it again.",
      });
  }

  /** The state of this moment. */
  protected async state(signal?: AbortSignal): Promise<OwnState> {
    this.checkOpen();
    this.#state = (await this.parts.catalogue.state({ signal })) ?? this.#state;
    return this.#state;
  }

  /** All documents, by their ids. */
  protected async listed(state: OwnState): Promise<ReadonlyMap<string, OwnDocument>> {
    if (this.#listed?.changes === state.changes) return this.#listed.documents;
    const documents = await this.parts.catalogue.all();
    // A scan that does not have the last change yet is read again next time.
    const isComplete = state.last === null || documents.get(state.last)?.change === state.changes;
    this.#listed = isComplete ? { changes: state.changes, documents } : null;
    return documents;
  }

  protected async byId(ids: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, OwnDocument>> {
    this.checkOpen();
    return this.parts.catalogue.documents(ids, { signal });
  }

  protected async stored(key: { readonly origin: "file" | "put"; readonly path: string }): Promise<OwnDocument | null> {
    const id = documentIdOf(key);
    return (await this.byId([id])).get(id) ?? null;
  }

  protected async passagesOf(stored: OwnDocument, columns: readonly string[] = passageColumns): Promise<Passage[]> {
    return (await this.rowsOf(stored, "chunk", columns)).map(passageOf).filter((passage) => passage !== null);
  }

  /**
   * Rows of a document in their order.
   *
   * @throws {@link RemoteError} `response-invalid` where the service leaves rows out
   */
  protected async rowsOf(stored: OwnDocument, kind: "chunk" | "part", columns: readonly string[]): Promise<Row[]> {
    const count = kind === "chunk" ? stored.record.chunks : stored.parts;
    const ids = Array.from({ length: count }, (_, at) => rowIdOf(stored.generation, kind, at));
    const rows = await this.rows.byId(ids, columns);
    const found = ids.map((id) => rows.get(id)).filter((row) => row !== undefined);
    if (found.length === count) return found;
    throw new RemoteError(
      "response-invalid",
      `${this.parts.passages.name} gave ${found.length} of the ${count} rows of ${stored.record.path}.`,
      { hint: "Try again; a document that was written a moment ago may not be everywhere yet." },
    );
  }

  /** Reads rows of a document, again if it was replaced meanwhile and its former rows are gone. */
  async #whole<T>(document: DocumentReference, read: (stored: OwnDocument) => Promise<T>): Promise<T | null> {
    const key = documentKeyOf(document);
    for (let attempt = 1; ; attempt += 1) {
      const stored = await this.stored(key);
      if (stored === null) return null;
      try {
        return await read(stored);
      } catch (error) {
        const isReplaced = (await this.stored(key))?.generation !== stored.generation;
        if (!isReplaced || attempt === maxAttempts) throw error;
      }
    }
  }

  async #byChunk(
    ids: readonly string[],
    columns: readonly string[],
  ): Promise<{ readonly passage: Passage; readonly document: OwnDocument }[]> {
    this.checkOpen();
    const rows = await this.rows.byChunk(ids, columns);
    const passages = rows.map(passageOf).filter((passage) => passage !== null);
    const documents = await this.byId([...new Set(passages.map(({ document }) => document))]);
    return passages.flatMap((passage) => {
      const document = documents.get(passage.document);
      return document?.generation === passage.generation ? [{ passage, document }] : [];
    });
  }

  async #searchIn(
    state: OwnState,
    passes: ((record: DocumentRecord) => boolean) | null,
    signal: AbortSignal | undefined,
  ): Promise<OwnSearch> {
    const { passages } = this.parts;
    if (passes === null)
      return { passages, corpus: corpusOf(state), documents: (ids) => this.byId(ids, signal), signal };
    const visible = [...(await this.listed(state))].filter(([, { record }]) => passes(record));
    const documents = new Map(visible);
    return { passages, corpus: scopeOf(visible), documents: async () => documents, signal };
  }
}

function corpusOf({ totals: { chunks, words }, languages }: OwnState): OwnCorpus {
  return { ids: null, chunks, words, languages: inOrder(Object.keys(languages).map(languageOf)) };
}

function scopeOf(visible: readonly (readonly [string, OwnDocument])[]): OwnCorpus {
  return {
    ids: visible.map(([id]) => id),
    chunks: visible.reduce((sum, [, { record }]) => sum + record.chunks, 0),
    words: visible.reduce((sum, [, { words }]) => sum + words, 0),
    languages: inOrder([...new Set(visible.map(([, { record }]) => record.language))]),
  };
}

function languageOf(name: string): string | null {
  return name === "unknown" ? null : name;
}

function inOrder(languages: readonly (string | null)[]): (string | null)[] {
  return languages.toSorted((one, other) => order(one ?? "", other ?? ""));
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
