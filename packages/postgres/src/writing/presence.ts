import type pg from "pg";
import type { Connection } from "../connection/connection.js";
import { lockSpace } from "../schema/prepare.js";

/** Keys of the locks that writers share, by collection. */
const presenceSpace = lockSpace + 2;

/**
 * A writer's presence in a collection: a lock that writers share and that ends with the connection, so that one that
 * was killed is not waited for. Vectors that no chunk uses may be those that another writer has stored for its next document.
 */
export class Presence {
  readonly #connection: Connection;
  readonly #collection: number;
  #client: Promise<pg.PoolClient> | null = null;
  readonly #released = new WeakSet<pg.PoolClient>();

  constructor(connection: Connection, collection: number) {
    this.#connection = connection;
    this.#collection = collection;
  }

  /** Makes sure that others see it; call before storing vectors. */
  async announce(): Promise<void> {
    await (this.#client ??= this.#announced());
  }

  /** Runs `use` if there is no other writer, and keeps others from joining meanwhile. */
  async alone(use: () => Promise<void>): Promise<void> {
    const client = await (this.#client ??= this.#announced());
    const { rows } = await client.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS alone", [
      presenceSpace,
      this.#collection,
    ]);
    if (!rows[0]!.alone) return;
    try {
      await use();
    } finally {
      await client.query("SELECT pg_advisory_unlock($1, $2)", [presenceSpace, this.#collection]);
    }
  }

  async end(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    if (client) this.#release(client);
  }

  /** Ends the connection, and with it the lock. Once: the connection may fail when it was given back, too. */
  #release(client: pg.PoolClient): void {
    if (this.#released.has(client)) return;
    this.#released.add(client);
    client.release(true);
  }

  async #announced(): Promise<pg.PoolClient> {
    try {
      const client = await this.#connection.client();
      // The server ended the connection, and the lock with it: the next call takes both anew.
      client.on("error", () => {
        this.#client = null;
        this.#release(client);
      });
      await client.query("SELECT pg_advisory_lock_shared($1, $2)", [presenceSpace, this.#collection]);
      return client;
    } catch (error) {
      this.#client = null;
      throw error;
    }
  }
}
