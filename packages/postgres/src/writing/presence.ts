import type pg from "pg";
import type { Connection } from "../connection/connection.js";
import { lockSpace } from "../schema/prepare.js";

/** Keys of the locks that writers share, by collection. */
const presenceSpace = lockSpace + 2;
/** Keys of the locks of workers, by their row. */
export const workerSpace = lockSpace + 3;

const lockWorker = "SELECT pg_try_advisory_lock($1, $2)";

/** The server ends the connection of a machine that vanished after about a minute, not after the two hours of TCP. */
const keepalive =
  "SELECT set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)"; // prettier-ignore

/**
 * A writer's presence in a collection: a lock that writers share and that ends with the connection, so that one that
 * was killed is not waited for. Vectors that no chunk uses may be those that another writer has stored for its next document.
 */
export class Presence {
  readonly #connection: Connection;
  readonly #collection: number;
  #client: Promise<pg.PoolClient> | null = null;
  /** Whether the shared lock is held, or being taken. */
  #shared: Promise<unknown> | null = null;
  /** Row of the worker whose lock is held as well. */
  #worker: number | null = null;
  readonly #released = new WeakSet<pg.PoolClient>();

  constructor(connection: Connection, collection: number) {
    this.#connection = connection;
    this.#collection = collection;
  }

  /** Makes sure that others see it; call before storing vectors. */
  async announce(): Promise<void> {
    const client = await (this.#client ??= this.#opened());
    await (this.#shared ??= client.query("SELECT pg_advisory_lock_shared($1, $2)", [presenceSpace, this.#collection]));
  }

  /** Shows that a worker is alive as long as the connection is. Call again to take the lock after the connection was lost. */
  async announceWorker(worker: number): Promise<void> {
    const isOpen = this.#client !== null && this.#worker === worker;
    this.#worker = worker;
    const isNew = this.#client === null;
    const client = await (this.#client ??= this.#opened());
    if (!isOpen && !isNew) await client.query(lockWorker, [workerSpace, worker]);
  }

  /** Ends the writer's own presence, and runs `use` if there is no other writer, keeping others from joining meanwhile. */
  async alone(use: () => Promise<void>): Promise<void> {
    const client = await (this.#client ??= this.#opened());
    const key = [presenceSpace, this.#collection];
    if (this.#shared !== null) {
      await this.#shared;
      this.#shared = null;
      await client.query("SELECT pg_advisory_unlock_shared($1, $2)", key);
    }
    const { rows } = await client.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS alone", key);
    if (!rows[0]!.alone) return;
    try {
      await use();
    } finally {
      await client.query("SELECT pg_advisory_unlock($1, $2)", key);
    }
  }

  async end(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#forget();
    if (client) this.#release(client);
  }

  #forget(): void {
    this.#client = null;
    this.#shared = null;
  }

  /** Ends the connection, and with it the locks. Once: the connection may fail when it was given back, too. */
  #release(client: pg.PoolClient): void {
    if (this.#released.has(client)) return;
    this.#released.add(client);
    client.release(true);
  }

  async #opened(): Promise<pg.PoolClient> {
    try {
      const client = await this.#connection.client();
      // The server ended the connection, and the locks with it: the next call takes them anew.
      client.on("error", () => {
        this.#forget();
        this.#release(client);
      });
      await client.query(keepalive);
      if (this.#worker !== null) await client.query(lockWorker, [workerSpace, this.#worker]);
      return client;
    } catch (error) {
      this.#forget();
      throw error;
    }
  }
}
