import type { Transaction } from "../connection/connection.js";
import type { CollectionParts } from "../reading/postgres-reader.js";
import { workerSpace } from "./presence.js";

/** A worker that has not reported for so long, three times its pace, is dead if its connection ended as well. */
const silentSeconds = 6;
/** One whose connection is still there is dead after this: its machine vanished, or it hangs. */
const lostSeconds = 60;

interface SilentWorker {
  readonly id: number;
  readonly lost: boolean;
  /** Whether its lock tells anything: the server gave up all locks when it began. */
  readonly had_lock: boolean;
}

/** Removes workers that are dead, and frees their claims. */
export async function removeDead(
  transaction: Transaction,
  { schema, collection }: Pick<CollectionParts, "schema" | "collection">,
  worker: number,
): Promise<void> {
  const { rows } = await transaction.query<SilentWorker>(
    `SELECT id, seen < clock_timestamp() - interval '${lostSeconds} s' AS lost, seen > pg_postmaster_start_time() AS had_lock
      FROM ${schema}.workers
      WHERE collection = $1 AND id <> $2 AND seen < clock_timestamp() - interval '${silentSeconds} s' ORDER BY id`,
    [collection, worker],
  );
  for (const { id, lost, had_lock } of rows) {
    if (!lost && !(had_lock && (await lockIsFree(transaction, id)))) continue;
    await transaction.query(`DELETE FROM ${schema}.claims WHERE collection = $1 AND worker = $2 AND outcome IS NULL`, [
      collection,
      id,
    ]);
    await transaction.query(`DELETE FROM ${schema}.workers WHERE id = $1`, [id]);
  }
}

async function lockIsFree(transaction: Transaction, worker: number): Promise<boolean> {
  const { rows } = await transaction.query<{ free: boolean }>("SELECT pg_try_advisory_xact_lock($1, $2) AS free", [
    workerSpace,
    worker,
  ]);
  return rows[0]!.free;
}
