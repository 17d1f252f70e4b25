import type { IndexWorker } from "@ragstone/core";
import type { Transaction } from "../connection/connection.js";
import { unescapeText } from "../rows/escape-text.js";

/** Processes that index a collection; none if this user may not see them, or the tables are of a version without them. */
export async function workersOf(
  transaction: Transaction,
  { schema, collection }: { readonly schema: string; readonly collection: number },
): Promise<IndexWorker[]> {
  const { rows: tables } = await transaction.query<{ readable: boolean }>(
    `SELECT coalesce(bool_and(CASE WHEN to_regclass(name) IS NULL THEN false ELSE has_table_privilege(name, 'SELECT') END), false) AS readable
      FROM unnest($1::text[]) AS name`,
    [[`${schema}.workers`, `${schema}.claims`]],
  );
  if (!tables[0]!.readable) return [];
  const { rows } = await transaction.query<IndexWorker>(
    `SELECT w.name, (extract(epoch FROM w.started) * 1000)::bigint AS "startedMs",
        (extract(epoch FROM w.seen) * 1000)::bigint AS "seenMs",
        count(c.path) FILTER (WHERE c.outcome IS NOT NULL) AS settled,
        count(c.path) FILTER (WHERE c.outcome IS NULL) AS claimed
      FROM ${schema}.workers w LEFT JOIN ${schema}.claims c ON c.collection = w.collection AND c.worker = w.id
      WHERE w.collection = $1 GROUP BY w.id ORDER BY w.id`,
    [collection],
  );
  return rows.map((row) => ({ ...row, name: unescapeText(row.name) }));
}
