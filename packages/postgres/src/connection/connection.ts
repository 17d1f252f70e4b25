import { retryDelayMs, type IssuedPassword } from "@ragstone/core";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { failureOf, isTransient, isUnreachable } from "./failure-of.js";
import { IssuedPasswords } from "./issued-passwords.js";
import { newPool } from "./new-pool.js";
import type { PostgresPlace } from "./parse-url.js";

/** Runs statements in one transaction. */
export type Transaction = Pick<pg.ClientBase, "query">;

/** SQLSTATE of a password that the server refuses. */
const wrongPassword = "28P01";

/** Issued passwords that are tried for one connection. */
const maxPasswords = 3;

/** Time for which a run waits for a server that went away. */
const patienceMs = 120_000;

export interface ReadOptions {
  /** Of the transaction, such as `statement_timeout = 0`. */
  readonly settings?: readonly string[];
  /** A statement that is sent with the one that begins the transaction; its rows are given to the use. */
  readonly first?: string;
}

export interface ConnectionOptions {
  readonly place: PostgresPlace;
  /** For servers whose passwords live for a while. */
  readonly issuePassword?: (() => Promise<IssuedPassword>) | undefined;
  /** Time after which a connection is replaced by another. */
  readonly lifetimeMs: number;
}

/** Connections to the server of one index. Opens the first with the first statement. */
export class Connection {
  readonly #place: PostgresPlace;
  readonly #passwords: IssuedPasswords | null;
  readonly #lifetimeMs: number;
  #pool: pg.Pool | null = null;
  /** Whether the server has answered: one that never did is not waited for. */
  #hasAnswered = false;

  constructor({ place, issuePassword, lifetimeMs }: ConnectionOptions) {
    this.#place = place;
    this.#lifetimeMs = lifetimeMs;
    this.#passwords = issuePassword === undefined ? null : new IssuedPasswords(issuePassword);
  }

  /** A connection for one user alone, which must release it. Its errors are those of the driver. */
  async client(): Promise<pg.PoolClient> {
    return this.#connect();
  }

  /**
   * Runs `use` in a transaction that sees one state of the database. Nothing is changed if it throws. It is run again
   * after an error that may pass, so it must not change anything but the database.
   */
  async read<T>(
    use: (transaction: Transaction, rows: readonly pg.QueryResultRow[]) => Promise<T>,
    signal?: AbortSignal,
    { settings = [], first }: ReadOptions = {},
  ): Promise<T> {
    // In one message: each round trip to a server costs a millisecond or more.
    const begin = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ...settings.map((one) => `SET LOCAL ${one}`)];
    if (first !== undefined) begin.push(first);
    return this.patiently(() => this.#attempt({ begin: begin.join("; "), isReading: true }, use, signal), signal);
  }

  /** As {@link read}, for changes: durable when it resolves. */
  async write<T>(use: (transaction: Transaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.patiently(() => this.#attempt({ begin: "BEGIN", isReading: false }, use, signal), signal);
  }

  async end(): Promise<void> {
    const pool = this.#pool;
    this.#pool = null;
    await pool?.end();
  }

  /** Runs `use` again, a while later, after an error that may pass. */
  async patiently<T>(use: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#named(async () => {
      const since = performance.now();
      for (let attempt = 1; ; attempt += 1) {
        signal?.throwIfAborted();
        try {
          return await use();
        } catch (error) {
          if (!isTransient(error) || (isUnreachable(error) && !this.#hasAnswered)) throw error;
          const state = { attempt, spentMs: performance.now() - since, random: Math.random() };
          const policy = { initialDelayMs: 50, maxDelayMs: 5000, maxAttempts: 60, budgetMs: patienceMs };
          const delay = retryDelayMs(policy, state);
          if (delay === null) throw error;
          await sleep(delay, undefined, { signal }).catch(() => {});
        }
      }
    });
  }

  async #attempt<T>(
    { begin, isReading }: { readonly begin: string; readonly isReading: boolean },
    use: (transaction: Transaction, rows: readonly pg.QueryResultRow[]) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const client = await this.#connect();
    let failure: Error | undefined;
    // An error of the connection between two statements would otherwise end the process.
    const onError = (error: Error): void => {
      failure = error;
    };
    client.on("error", onError);
    const release = (): void => {
      client.off("error", onError);
      client.release(failure);
    };
    let isEnding = false;
    try {
      // Several statements have several results, which the driver's types leave out.
      const begun: pg.QueryResult | readonly pg.QueryResult[] = await client.query(begin);
      const result = await untilAborted(use(client, [begun].flat().at(-1)!.rows), signal);
      const committing = client.query("COMMIT");
      // What was read is read: nobody waits for the end of the transaction.
      isEnding = isReading;
      if (isReading) void committing.catch(onError).then(release);
      else await committing;
      return result;
    } catch (error) {
      if (signal?.aborted === true) {
        failure = signal.reason as Error;
        this.#cancel(client);
      } else
        await client.query("ROLLBACK").catch((rollback: Error) => {
          failure = rollback;
        });
      throw error;
    } finally {
      if (!isEnding) release();
    }
  }

  /** Ends the statement that a connection waits for; the server would not notice that nobody does any more. */
  #cancel(client: pg.PoolClient): void {
    const { processID } = client as pg.PoolClient & { readonly processID: number | null };
    if (processID !== null) void this.#pool?.query("SELECT pg_cancel_backend($1)", [processID]).catch(() => {});
  }

  async #connect(): Promise<pg.PoolClient> {
    for (let attempt = 1; ; attempt += 1) {
      // Before the server begins to wait for it.
      const password = await this.#passwords?.password();
      try {
        const client = await this.#opened().connect();
        this.#hasAnswered = true;
        return client;
      } catch (error) {
        // Revoked, or replaced by one that another process was issued.
        const isRefused = (error as { readonly code?: unknown }).code === wrongPassword;
        if (password === undefined || !isRefused || attempt === maxPasswords) throw error;
        this.#passwords!.refused(password);
      }
    }
  }

  #opened(): pg.Pool {
    return (this.#pool ??= newPool({
      connectionString: this.#place.connectionString,
      lifetimeMs: this.#lifetimeMs,
      password: this.#passwords === null ? undefined : () => this.#passwords!.password(),
    }));
  }

  async #named<T>(use: () => Promise<T>): Promise<T> {
    try {
      return await use();
    } catch (error) {
      throw failureOf(error, this.#place.name);
    }
  }
}

/** A result, or the signal's reason as soon as it is aborted. */
async function untilAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
