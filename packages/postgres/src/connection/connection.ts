import { retryDelayMs } from "@ragstone/core";
import pg from "pg";
import { failureOf, isTransient, isUnreachable } from "./failure-of.js";
import type { PostgresPlace } from "./parse-url.js";

/** Runs statements in one transaction. */
export type Transaction = Pick<pg.ClientBase, "query">;

/** The OID of `bigint` in PostgreSQL's catalogue; ours stay below 2^53. */
const bigint = 20;

/** Connections of one process to one server. */
const maxConnections = 8;

/** A statement that takes longer is ended: no search does. */
const statementTimeoutMs = 300_000;

/** A transaction whose client does nothing for so long is ended: its machine vanished, and others may wait for its locks. */
const idleTimeoutMs = 60_000;

/** Time for which a run waits for a server that went away. */
const patienceMs = 120_000;

/** Connections to the server of one index. Opens the first with the first statement. */
export class Connection {
  readonly #place: PostgresPlace;
  #pool: pg.Pool | null = null;
  /** Whether the server has answered: one that never did is not waited for. */
  #hasAnswered = false;

  constructor(place: PostgresPlace) {
    this.#place = place;
  }

  /** A connection for one user alone, which must release it. */
  async client(): Promise<pg.PoolClient> {
    return this.#patiently(async () => this.#connect());
  }

  /**
   * Runs `use` in a transaction that sees one state of the database. Nothing is changed if it throws. It is run again
   * after an error that may pass, so it must not change anything but the database.
   */
  async read<T>(use: (transaction: Transaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#patiently(async () => this.#attempt("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", use), signal);
  }

  /** As {@link read}, for changes: durable when it resolves. */
  async write<T>(use: (transaction: Transaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#patiently(async () => this.#attempt("BEGIN", use), signal);
  }

  async end(): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    await pool?.end();
  }

  /** Tries again after errors that may pass. */
  async #patiently<T>(attemptOnce: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#named(async () => {
      const since = performance.now();
      for (let attempt = 1; ; attempt += 1) {
        signal?.throwIfAborted();
        try {
          return await attemptOnce();
        } catch (error) {
          if (!isTransient(error) || (isUnreachable(error) && !this.#hasAnswered)) throw error;
          const state = { attempt, spentMs: performance.now() - since, random: Math.random() };
          const policy = { initialDelayMs: 50, maxDelayMs: 5000, maxAttempts: 60, budgetMs: patienceMs };
          const delay = retryDelayMs(policy, state);
          if (delay === null) throw error;
          await new Promise((resolve) => {
            setTimeout(resolve, delay);
          });
        }
      }
    });
  }

  async #attempt<T>(begin: string, use: (transaction: Transaction) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let failure: Error | undefined;
    // An error of the connection between two statements would otherwise end the process.
    const onError = (error: Error): void => {
      failure = error;
    };
    client.on("error", onError);
    try {
      await client.query(begin);
      const result = await use(client);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch((rollback: Error) => {
        failure = rollback;
      });
      throw error;
    } finally {
      client.off("error", onError);
      client.release(failure);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    this.#pool ??= this.#newPool();
    const client = await this.#pool.connect();
    this.#hasAnswered = true;
    return client;
  }

  #newPool(): pg.Pool {
    const pool = new pg.Pool({
      connectionString: this.#place.connectionString,
      max: maxConnections,
      connectionTimeoutMillis: 10_000,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: idleTimeoutMs,
      keepAlive: true,
      application_name: "ragstone",
      allowExitOnIdle: true,
      types: {
        getTypeParser: (oid, format) => ((oid as number) === bigint ? Number : pg.types.getTypeParser(oid, format)),
      },
    });
    // A connection that nobody uses may end; the next statement opens another.
    pool.on("error", () => {});
    return pool;
  }

  async #named<T>(use: () => Promise<T>): Promise<T> {
    try {
      return await use();
    } catch (error) {
      throw failureOf(error, this.#place.name);
    }
  }
}
