import { IndexError, type DocumentRecord, type FileClaim, type FileOutcome, type FileToClaim, type SharedWork } from "@ragstone/core"; // prettier-ignore
import type { Connection, Transaction } from "../connection/connection.js";
import { documentRow, type CollectionParts } from "../reading/postgres-reader.js";
import { recordOf } from "../rows/rows.js";
import { escapeText } from "../rows/escape-text.js";
import { lockSpace } from "../connection/lock-space.js";
import { deleteDocument, lockDocuments } from "./write-document.js";
import { claimFiles, hasOtherClaim } from "./claims.js";
import { removeDead } from "./remove-dead.js";
import type { Presence } from "./presence.js";

/** Keys of the lock under which workers come and go, by collection. */
const rosterSpace = lockSpace + 4;

const beatMs = 2000;
/** For a server that does not answer any more: the claims become free by themselves. */
const leaveMs = 5000;

export interface WorkerOptions {
  readonly presence: Presence;
  /** Tells people which process it is. */
  readonly name: string;
  /** Called when it has removed a document. */
  readonly onRemoved: () => void;
}

/** One process among those that index a collection. */
export class Worker implements SharedWork {
  readonly #parts: CollectionParts;
  readonly #options: WorkerOptions;
  readonly #id: number;
  readonly #held = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #beating = false;
  #hasLeft = false;

  private constructor(parts: CollectionParts, options: WorkerOptions, id: number) {
    this.#parts = parts;
    this.#options = options;
    this.#id = id;
    this.#timer = setInterval(() => void this.#beat(), beatMs);
    this.#timer.unref();
  }

  static async join(parts: CollectionParts, options: WorkerOptions): Promise<Worker> {
    const { schema, collection } = parts;
    const id = await parts.connection.write(async (transaction) => {
      await lockRoster(transaction, collection);
      const { rows } = await transaction.query<{ id: number }>(
        `INSERT INTO ${schema}.workers (collection, name) VALUES ($1, $2) RETURNING id`,
        [collection, escapeText(options.name)],
      );
      await removeDead(transaction, parts, rows[0]!.id);
      await forgetOutcomes(transaction, parts, rows[0]!.id);
      return rows[0]!.id;
    });
    await options.presence.announceWorker(id);
    return new Worker(parts, options, id);
  }

  async claim(files: readonly FileToClaim[]): Promise<readonly FileClaim[]> {
    const claims = await this.#write((transaction) => claimFiles(transaction, this.#parts, this.#id, files));
    for (const [at, { path }] of files.entries()) if (claims[at]!.kind === "mine") this.#held.add(path);
    return claims;
  }

  async settle(path: string, outcome: FileOutcome): Promise<void> {
    await this.#write(async (transaction) => this.#settle(transaction, [path], outcome));
    this.#held.delete(path);
  }

  async release(path: string): Promise<void> {
    const { schema, collection } = this.#parts;
    await this.#write(async (transaction) =>
      transaction.query(`DELETE FROM ${schema}.claims WHERE collection = $1 AND path = $2 AND worker = $3`, [
        collection,
        escapeText(path),
        this.#id,
      ]),
    );
    this.#held.delete(path);
  }

  async removeGone(record: DocumentRecord): Promise<number | null> {
    const removed = await this.#write(async (transaction) => {
      await lockDocuments(transaction, this.#parts, [record]);
      const row = await documentRow(transaction, this.#parts, record);
      const standing = row === null ? null : recordOf(row);
      if (standing?.sha256 !== record.sha256 || standing.indexedMs !== record.indexedMs) return null;
      if (await hasOtherClaim(transaction, this.#parts, this.#id, record.path)) return null;
      return (await deleteDocument(transaction, this.#parts, record)).length;
    });
    if (removed !== null) this.#options.onRemoved();
    return removed;
  }

  /**
   * Settles those of the files that are claimed, in the transaction that writes their documents.
   *
   * @throws {@link IndexError} `claim-lost` if another worker took one over
   */
  async commit(transaction: Transaction, paths: readonly string[]): Promise<void> {
    const claimed = paths.filter((path) => this.#held.has(path));
    if (claimed.length === 0) return;
    if ((await this.#settle(transaction, claimed, { kind: "done" })) === claimed.length) return;
    throw new IndexError("claim-lost", `Another process took over ${claimed.join(", ")}.`, {
      hint: "Index again: this process was not heard of for a while.",
      data: { paths: claimed },
    });
  }

  async leave(): Promise<void> {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    clearInterval(this.#timer);
    this.#held.clear();
    const { schema, collection, connection } = this.#parts;
    const leaving = connection.write(async (transaction) => {
      await lockRoster(transaction, collection);
      await transaction.query(
        `DELETE FROM ${schema}.claims WHERE collection = $1 AND worker = $2 AND outcome IS NULL`,
        [collection, this.#id],
      );
      await transaction.query(`DELETE FROM ${schema}.workers WHERE id = $1`, [this.#id]);
      await forgetOutcomes(transaction, this.#parts, this.#id);
    }, AbortSignal.timeout(leaveMs));
    await leaving.catch(() => {});
  }

  /** The number of claims that were this worker's. */
  async #settle(transaction: Transaction, paths: readonly string[], outcome: FileOutcome): Promise<number> {
    const { schema, collection } = this.#parts;
    const { rowCount } = await transaction.query(
      `UPDATE ${schema}.claims SET outcome = $4 WHERE collection = $1 AND path = ANY($2) AND worker = $3`,
      [collection, paths.map(escapeText), this.#id, JSON.stringify(outcome)],
    );
    return rowCount ?? 0;
  }

  #write: Connection["write"] = (use, signal) => this.#parts.connection.write(use, signal);

  /** Reports that it is alive, and frees the claims of those that are not. */
  async #beat(): Promise<void> {
    if (this.#beating) return;
    this.#beating = true;
    const { schema, collection, connection } = this.#parts;
    try {
      await connection.write(async (transaction) => {
        await transaction.query(
          `INSERT INTO ${schema}.workers (id, collection, name) VALUES ($1, $2, $3)
            ON CONFLICT (id) DO UPDATE SET seen = clock_timestamp()`,
          [this.#id, collection, escapeText(this.#options.name)],
        );
        await removeDead(transaction, this.#parts, this.#id);
      });
      await this.#options.presence.announceWorker(this.#id);
    } catch {
      // The work itself reports a server that is away.
    } finally {
      this.#beating = false;
    }
  }
}

async function lockRoster(transaction: Transaction, collection: number): Promise<void> {
  await transaction.query("SELECT pg_advisory_xact_lock($1, $2)", [rosterSpace, collection]);
}

/** Outcomes are only of use to workers that began before them. */
async function forgetOutcomes(
  transaction: Transaction,
  { schema, collection }: CollectionParts,
  worker: number,
): Promise<void> {
  await transaction.query(
    `DELETE FROM ${schema}.claims WHERE collection = $1
      AND NOT EXISTS (SELECT FROM ${schema}.workers WHERE collection = $1 AND id <> $2)`,
    [collection, worker],
  );
}
