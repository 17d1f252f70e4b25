import { IndexError } from "@ragstone/core";
import type pg from "pg";
import type { Connection } from "../connection/connection.js";
import { lockSpace } from "../connection/lock-space.js";

/** Keys of the locks that writers share, by collection. */
const presenceSpace = lockSpace + 2;
/** Keys of the locks of workers, by their row. */
export const workerSpace = lockSpace + 3;
/** Keys of the locks that writers share and that migrations and repairs take alone, by collection. */
const aloneSpace = lockSpace + 5;

/** The server ends the connection of a machine that vanished after about a minute, not after the two hours of TCP. */
const keepalive =
  "SELECT set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)"; // prettier-ignore

export interface PresencePlace {
  readonly connection: Connection;
  readonly schema: string;
  readonly collection: number;
  /** Of the index, for messages. */
  readonly name: string;
}

/** A connection with the locks that it holds. */
interface Held {
  readonly client: pg.PoolClient;
  /** The lock that writers share, held or being taken. */
  shared: Promise<unknown> | null;
  /** Row of the worker whose lock is held as well. */
  worker: number | null;
}

/**
 * A writer's presence in a collection: locks that end with the connection, so that one that was killed is not waited for.
 * Vectors that no chunk uses may be those that another writer has stored for its next document.
 */
export class Presence {
  readonly #place: PresencePlace;
  readonly #mode: "writer" | "alone";
  #held: Promise<Held> | null = null;
  #worker: number | null = null;
  readonly #released = new WeakSet<pg.PoolClient>();

  constructor(place: PresencePlace, mode: "writer" | "alone" = "writer") {
    this.#place = place;
    this.#mode = mode;
  }

  /**
   * Keeps migrations and repairs away, or all writers from one of these. Call before each change.
   *
   * @throws {@link IndexError} `index-locked` while the collection is migrated or repaired, or others write
   * @throws {@link IndexError} `index-missing` if it was replaced or removed meanwhile
   */
  async enter(): Promise<void> {
    await this.#current();
  }

  /** Makes sure that others see it; call before storing vectors. */
  async announce(): Promise<void> {
    const key = [presenceSpace, this.#place.collection];
    await this.#place.connection.patiently(async () => {
      const held = await this.#current();
      held.shared ??= held.client.query("SELECT pg_advisory_lock_shared($1, $2)", key);
      try {
        await held.shared;
      } catch (error) {
        held.shared = null;
        throw error;
      }
    });
  }

  /** Shows that a worker is alive as long as the connection is. Call again to take the lock after the connection was lost. */
  async announceWorker(worker: number): Promise<void> {
    this.#worker = worker;
    const held = await this.#current();
    await this.#lockWorker(held);
  }

  /** Ends the writer's own presence, and runs `use` if there is no other writer, keeping others from joining meanwhile. */
  async alone(use: () => Promise<void>): Promise<void> {
    const key = [presenceSpace, this.#place.collection];
    await this.#place.connection.patiently(async () => {
      const held = await this.#current();
      const { client } = held;
      if (held.shared !== null) {
        await held.shared;
        held.shared = null;
        await client.query("SELECT pg_advisory_unlock_shared($1, $2)", key);
      }
      const { rows } = await client.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS alone", key);
      if (!rows[0]!.alone) return;
      try {
        await use();
      } finally {
        // Where the connection ended, so did the lock.
        await client.query("SELECT pg_advisory_unlock($1, $2)", key).catch(() => {});
      }
    });
  }

  async end(): Promise<void> {
    const held = await this.#held?.catch(() => null);
    this.#held = null;
    if (held) this.#release(held.client);
  }

  /** The connection with its locks; another one if the server ended it, and the locks with it. */
  async #current(): Promise<Held> {
    const current = (this.#held ??= this.#start());
    const held = await current;
    if (!this.#released.has(held.client)) return held;
    if (this.#held === current) this.#held = null;
    return this.#current();
  }

  #start(): Promise<Held> {
    const started = this.#place.connection.patiently(() => this.#opened());
    started.catch(() => {
      if (this.#held === started) this.#held = null;
    });
    return started;
  }

  /** Ends the connection, and with it the locks. Once: the connection may fail when it was given back, too. */
  #release(client: pg.PoolClient): void {
    if (this.#released.has(client)) return;
    this.#released.add(client);
    client.release(true);
  }

  async #opened(): Promise<Held> {
    const client = await this.#place.connection.client();
    try {
      client.on("error", () => this.#release(client));
      await client.query(keepalive);
      await this.#lockOthersOut(client);
      const held: Held = { client, shared: null, worker: null };
      await this.#lockWorker(held);
      return held;
    } catch (error) {
      this.#release(client);
      throw error;
    }
  }

  async #lockWorker(held: Held): Promise<void> {
    if (this.#worker === null || held.worker === this.#worker) return;
    await held.client.query("SELECT pg_try_advisory_lock($1, $2)", [workerSpace, this.#worker]);
    held.worker = this.#worker;
  }

  /** A migration may have put another collection in its place while a writer was away. */
  async #lockOthersOut(client: pg.PoolClient): Promise<void> {
    const { schema, collection, name } = this.#place;
    const lock = this.#mode === "writer" ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";
    const { rows } = await client.query<{ free: boolean }>(`SELECT ${lock}($1, $2) AS free`, [aloneSpace, collection]);
    if (!rows[0]!.free) throw locked(name, this.#mode);
    const { rowCount } = await client.query(`SELECT FROM ${schema}.collections WHERE id = $1`, [collection]);
    if (rowCount === 0)
      throw new IndexError("index-missing", `The index ${name} was replaced or removed while it was open.`, {
        hint: "Open it again.",
        data: { index: name },
      });
  }
}

function locked(name: string, mode: "writer" | "alone"): IndexError {
  const [why, hint] =
    mode === "writer"
      ? ["is being migrated or repaired", "Wait until that has ended."]
      : ["is being written by another process", "Wait until that has ended: nobody else may write meanwhile."];
  return new IndexError("index-locked", `The index ${name} ${why}.`, { hint, data: { index: name } });
}
