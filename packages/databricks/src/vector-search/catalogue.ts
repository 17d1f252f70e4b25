import type { IndexSettings } from "@ragstone/core";
import { textCell, type Row } from "./cells.js";
import { documentRow, placeDimension, placeVector, type OwnDocument, type OwnState } from "./own-rows.js";
import { maxFilterValues, type VectorClient } from "./vector-client.js";

/** Names of the rows that are no documents: those have hexadecimal names. */
const stateRow = "#state";
const settingsRow = "#settings";
const writerRow = "#writer";

type Aborting = { readonly signal?: AbortSignal | undefined };

/** Who writes an index, as others read it. */
export interface WriterNote {
  readonly writer: string;
  readonly host: string;
  readonly pid: number;
  readonly atMs: number;
  /** Whether the index has rows that belong to no document. */
  readonly isDirty: boolean;
  readonly isClosed: boolean;
}

/**
 * The index of documents: one row for each, which says what generation of passages is its own, and rows of facts about
 * all. A row is written whole or not at all, so that a document's row commits its passages.
 */
export class Catalogue {
  readonly #client: VectorClient;

  constructor(client: VectorClient) {
    this.#client = client;
  }

  state(options: Aborting = {}): Promise<OwnState | null> {
    return this.#one<OwnState>(stateRow, options);
  }

  settings(): Promise<IndexSettings | null> {
    return this.#one<IndexSettings>(settingsRow);
  }

  writer(): Promise<WriterNote | null> {
    return this.#one<WriterNote>(writerRow);
  }

  async documents(ids: readonly string[], options: Aborting = {}): Promise<Map<string, OwnDocument>> {
    const found = new Map<string, OwnDocument>();
    for (let from = 0; from < ids.length; from += maxFilterValues)
      for (const row of await this.#rows(ids.slice(from, from + maxFilterValues), options)) addDocument(found, row);
    return found;
  }

  /** All documents. */
  async all(options: Aborting = {}): Promise<Map<string, OwnDocument>> {
    const found = new Map<string, OwnDocument>();
    for await (const row of this.#client.scan("id", options)) addDocument(found, row);
    return found;
  }

  /** Writes a document and what all know, in one request. Another document may be marked as moved to it. */
  async commit(
    state: OwnState,
    written: ReadonlyMap<string, OwnDocument> = new Map(),
    moved: readonly string[] = [],
  ): Promise<void> {
    await this.#client.upsert([
      ...Array.from(written, ([id, document]) => documentRow(id, "document", document)),
      ...moved.map((id) => documentRow(id, "moved", null)),
      documentRow(stateRow, "state", state),
    ]);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#client.remove(ids);
  }

  async writeSettings(settings: IndexSettings): Promise<void> {
    await this.#client.upsert([documentRow(settingsRow, "settings", settings)]);
  }

  async writeWriter(note: WriterNote, options: Aborting = {}): Promise<void> {
    await this.#client.upsert([documentRow(writerRow, "writer", note)], options);
  }

  async #one<T>(id: string, options: Aborting = {}): Promise<T | null> {
    const [row] = await this.#rows([id], options);
    const data = row === undefined ? null : textCell(row, "data");
    return data === null ? null : (JSON.parse(data) as T);
  }

  /** Rows by name. The service reads none by its key: the nearest to a row's own vector that has its name is the row. */
  #rows(ids: readonly string[], options: Aborting): Promise<Row[]> {
    return this.#client.query(
      {
        columns: ["id", "kind", "data"],
        type: "ANN",
        vector: placeVector(ids[0] ?? "", placeDimension),
        k: ids.length,
        filter: { id: ids },
      },
      options,
    );
  }
}

function addDocument(to: Map<string, OwnDocument>, row: Row): void {
  const [id, data] = [textCell(row, "id"), textCell(row, "data")];
  if (textCell(row, "kind") === "document" && id !== null && data !== null) to.set(id, JSON.parse(data) as OwnDocument);
}
