import type { FileClaim, FileOutcome, FileToClaim } from "@ragstone/core";
import type { Transaction } from "../connection/connection.js";
import type { CollectionParts } from "../reading/postgres-reader.js";
import { escapeText } from "../rows/escape-text.js";

type Place = Pick<CollectionParts, "schema" | "collection">;

interface ClaimRow {
  readonly path: string;
  readonly worker: number;
  readonly stamp: string;
  readonly outcome: FileOutcome | null;
}

/** Claims files that nobody has, and those of which another version was done. */
export async function claimFiles(
  transaction: Transaction,
  { schema, collection }: Place,
  worker: number,
  files: readonly FileToClaim[],
): Promise<FileClaim[]> {
  const stamps = new Map(files.map((file) => [escapeText(file.path), `${file.bytes} ${file.modifiedMs}`]));
  const { rows: taken } = await transaction.query<{ path: string; changed: boolean }>(
    `INSERT INTO ${schema}.claims AS c (collection, path, worker, stamp)
      SELECT $1, path, $2, stamp FROM unnest($3::text[], $4::text[]) AS given (path, stamp) ORDER BY path
      ON CONFLICT (collection, path) DO UPDATE SET worker = excluded.worker, stamp = excluded.stamp, outcome = NULL
        WHERE c.outcome IS NOT NULL AND c.stamp <> excluded.stamp
      RETURNING path, xmax::text <> '0' AS changed`,
    [collection, worker, [...stamps.keys()], [...stamps.values()]],
  );
  const mine = new Map(taken.map(({ path, changed }) => [path, changed]));
  const others = mine.size === stamps.size ? [] : [...stamps.keys()].filter((path) => !mine.has(path));
  const { rows } = await transaction.query<ClaimRow>(
    `SELECT path, worker, stamp, outcome FROM ${schema}.claims WHERE collection = $1 AND path = ANY($2)`,
    [collection, others],
  );
  const held = new Map(rows.map((row) => [row.path, row]));
  return [...stamps.keys()].map((path): FileClaim => {
    const isChanged = mine.get(path);
    if (isChanged !== undefined) return { kind: "mine", isChanged };
    const row = held.get(path);
    if (row === undefined) return { kind: "busy" };
    if (row.outcome !== null) return { kind: "settled", outcome: row.outcome };
    // The answer to an earlier attempt at this claim was lost.
    return row.worker === worker ? { kind: "mine", isChanged: true } : { kind: "busy" };
  });
}

/** Whether another worker has the document, or had it while this one worked. */
export async function hasOtherClaim(
  transaction: Transaction,
  { schema, collection }: Place,
  worker: number,
  path: string,
): Promise<boolean> {
  const { rows } = await transaction.query(
    `SELECT FROM ${schema}.claims WHERE collection = $1 AND path = $2 AND worker <> $3
      AND (outcome IS NULL OR outcome ->> 'kind' = 'done')`,
    [collection, escapeText(path), worker],
  );
  return rows.length > 0;
}
