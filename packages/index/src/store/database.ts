import { isRagstoneError, runSteps, type Steps } from "@ragstone/core";
import type { Connection, SqlValue, Statement } from "./driver.js";
import { classify, classifyDecoding, damaged } from "./classify.js";

/** A connection with prepared statements kept, transactions, and errors as `IndexError`s. */
export class Database {
  readonly #connection: Connection;
  readonly #dir: string;
  readonly #statements = new Map<string, Statement>();
  #depth = 0;
  /** A transaction that pauses between its steps. */
  #stepping: Promise<unknown> | null = null;

  constructor(connection: Connection, dir: string) {
    this.#connection = connection;
    this.#dir = dir;
  }

  exec(sql: string): void {
    this.#guard(() => this.#connection.exec(sql));
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- describes the columns, like `all`
  get<Row>(sql: string, ...parameters: SqlValue[]): Row | undefined {
    return this.#guard(() => this.#prepared(sql).get(...parameters) as Row | undefined);
  }

  /** A row that must be there: without it the index is damaged. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- describes the columns, like `all`
  one<Row>(sql: string, ...parameters: SqlValue[]): Row {
    const row = this.get<Row>(sql, ...parameters);
    if (row === undefined) throw damaged(this.#dir, `a row is not there (${sql}; ${parameters.join(", ")})`);
    return row;
  }

  all<Row>(sql: string, ...parameters: SqlValue[]): Row[] {
    return this.#guard(() => this.#prepared(sql).all(...parameters) as Row[]);
  }

  /** Resolves to the number of rows changed. */
  run(sql: string, ...parameters: SqlValue[]): number {
    return this.#guard(() => Number(this.#prepared(sql).run(...parameters).changes));
  }

  /** All reads of `work` see one snapshot. */
  read<T>(work: () => T): T {
    return this.#within("BEGIN", work);
  }

  /** Everything that `work` writes is committed at once, or nothing of it. */
  write<T>(work: () => T): T {
    return this.#within("BEGIN IMMEDIATE", work);
  }

  /**
   * Like {@link Database.write}, with pauses that let the event loop turn. Nothing else may use the connection before
   * {@link Database.rested} resolves: it would read uncommitted data, or write into this transaction.
   *
   * @throws the signal's reason when aborted; everything is rolled back then
   */
  async writeSteps<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
    const work = this.#transactSteps("BEGIN IMMEDIATE", steps, signal);
    return this.#untilRested(work);
  }

  /** Like {@link Database.read}, with the pauses of {@link Database.writeSteps}. */
  async readSteps<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
    const work = this.#transactSteps("BEGIN", steps, signal);
    return this.#untilRested(work);
  }

  /** Resolves when no transaction pauses. The caller then has the connection until it waits for something. */
  async rested(): Promise<void> {
    while (this.#stepping !== null) await this.#stepping;
  }

  /** Has another file at hand under a name while `work` runs. */
  async attach(path: string, name: string, work: () => Promise<void>): Promise<void> {
    this.run(`ATTACH DATABASE ? AS ${name}`, path);
    try {
      await work();
    } finally {
      // Statements that know the other file would keep it.
      this.#statements.clear();
      this.exec(`DETACH DATABASE ${name}`);
    }
  }

  /** Moves the write-ahead log into the file, as far as readers allow. */
  settle(): void {
    try {
      this.#connection.exec("PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 5000");
    } catch (error) {
      const known = classify(error, this.#dir);
      // Blocked by readers, or no space: committed data stays in the log.
      if (!(isRagstoneError(known) && (known.code === "index-locked" || known.code === "disk-full"))) throw known;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#guard(() => this.#connection.close());
  }

  #within<T>(begin: string, work: () => T): T {
    if (this.#depth > 0) return work();
    this.exec(begin);
    this.#depth = 1;
    try {
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw classifyDecoding(error, this.#dir);
    } finally {
      this.#depth = 0;
    }
  }

  async #untilRested<T>(work: Promise<T>): Promise<T> {
    this.#stepping = work.catch(() => {});
    try {
      return await work;
    } finally {
      this.#stepping = null;
    }
  }

  async #transactSteps<T>(begin: string, steps: Steps<T>, signal: AbortSignal | undefined): Promise<T> {
    this.exec(begin);
    try {
      const result = await runSteps(this.#inTransaction(steps), signal);
      this.exec("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw classifyDecoding(error, this.#dir);
    }
  }

  /** Reads and writes of a step belong to the open transaction; nothing else does while it pauses. */
  *#inTransaction<T>(steps: Steps<T>): Steps<T> {
    for (;;) {
      this.#depth = 1;
      try {
        const step = steps.next();
        if (step.done === true) return step.value;
      } finally {
        this.#depth = 0;
      }
      yield;
    }
  }

  #rollBack(): void {
    try {
      this.#connection.exec("ROLLBACK");
    } catch {
      // SQLite has rolled back by itself (disk full, I/O error); the first error is the one to report.
    }
  }

  #prepared(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) this.#statements.set(sql, (statement = this.#connection.prepare(sql)));
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw classify(error, this.#dir);
    }
  }
}
