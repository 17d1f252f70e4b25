import { isRagstoneError } from "@ragstone/core";
import type { Connection, SqlValue, Statement } from "./_driver.js";
import { classify, classifyDecoding, damaged } from "./_classify.js";

/** A connection with prepared statements kept, transactions, and errors as `IndexError`s. */
export class Database {
  readonly #connection: Connection;
  readonly #dir: string;
  readonly #statements = new Map<string, Statement>();
  #depth = 0;

  constructor(connection: Connection, dir: string) {
    this.#connection = connection;
    this.#dir = dir;
  }

  exec(sql: string): void {
    this.#guard(() => this.#connection.exec(sql));
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the columns are, like `all`
  get<Row>(sql: string, ...parameters: SqlValue[]): Row | undefined {
    return this.#guard(() => this.#prepared(sql).get(...parameters) as Row | undefined);
  }

  /** A row that must be there: without it the index is damaged. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- says what the columns are, like `all`
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

  /** Everything that `work` reads is of one moment. */
  read<T>(work: () => T): T {
    return this.#within("BEGIN", work);
  }

  /** Everything that `work` writes is committed at once, or nothing of it. */
  write<T>(work: () => T): T {
    return this.#within("BEGIN IMMEDIATE", work);
  }

  /** Has another file at hand under a name while `work` runs. */
  attach(path: string, name: string, work: () => void): void {
    this.run(`ATTACH DATABASE ? AS ${name}`, path);
    try {
      work();
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
      // Readers in the way, or no space: what is committed stays in the log.
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

  #rollBack(): void {
    try {
      this.#connection.exec("ROLLBACK");
    } catch {
      // SQLite has rolled back by itself (disk full, I/O error); the first error is the one to tell.
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
