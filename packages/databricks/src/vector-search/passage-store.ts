import { textCell, vectorCell, type Row } from "./cells.js";
import { placeVector, vectorKeyOf } from "./own-rows.js";
import { maxFilterValues, maxRows, type VectorClient } from "./vector-client.js";

/** Rows of passages by what they are named: queries with a filter, since the service reads none by its key. */
export class PassageStore {
  readonly #client: VectorClient;
  readonly #dimensions: () => number;

  constructor(client: VectorClient, dimensions: () => number) {
    this.#client = client;
    this.#dimensions = dimensions;
  }

  /** Rows by `id`; those that are not there are left out. */
  async byId(ids: readonly string[], columns: readonly string[]): Promise<Map<string, Row>> {
    const found = new Map<string, Row>();
    for (let from = 0; from < ids.length; from += maxFilterValues) {
      const part = ids.slice(from, from + maxFilterValues);
      for (const row of await this.#filtered({ id: part }, columns, part.length))
        found.set(textCell(row, "id") ?? "", row);
    }
    return found;
  }

  /** Rows by the id of their chunk, also those that a commit left behind. */
  async byChunk(ids: readonly string[], columns: readonly string[]): Promise<Row[]> {
    const found: Row[] = [];
    for (let from = 0; from < ids.length; from += maxFilterValues) {
      const part = ids.slice(from, from + maxFilterValues);
      found.push(...(await this.#filtered({ chunk: part }, columns, Math.min(maxRows, part.length * 4 + 100))));
    }
    return found;
  }

  /** Which of the keys have a vector, with the vectors if they are wanted. */
  async vectors(keys: readonly string[], isWanted: boolean): Promise<Map<string, Float32Array | null>> {
    const names = new Map(keys.map((key) => [vectorKeyOf(key), key]));
    const found = new Map<string, Float32Array | null>();
    const columns = ["vector_key", ...(isWanted ? ["embedding"] : [])];
    for (let open = [...names.keys()]; open.length > 0;) {
      const part = open.slice(0, maxFilterValues);
      const k = Math.min(maxRows, part.length * 2 + 100);
      const rows = await this.#filtered({ vector_key: part }, columns, k);
      for (const row of rows) {
        const key = names.get(textCell(row, "vector_key") ?? "");
        if (key !== undefined) found.set(key, isWanted ? vectorCell(row, "embedding") : null);
      }
      // Many rows of one key may have taken the places of others.
      const unseen = rows.length < k ? [] : part.filter((name) => !found.has(names.get(name)!));
      open = [...(unseen.length < part.length ? unseen : []), ...open.slice(part.length)];
    }
    return found;
  }

  #filtered(filter: Readonly<Record<string, unknown>>, columns: readonly string[], k: number): Promise<Row[]> {
    const vector = placeVector(JSON.stringify(filter).slice(0, 200), this.#dimensions());
    return this.#client.query({ columns, type: "ANN", vector, k, filter });
  }
}
