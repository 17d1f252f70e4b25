import { remainingDocuments, unmigrated, type IndexFingerprint, type IndexMigration } from "@ragstone/core";
import type { Connection, Transaction } from "../connection/connection.js";
import { PostgresReader, type CollectionParts } from "../reading/postgres-reader.js";
import { graphName } from "../search/graph.js";
import { PostgresWriter } from "../writing/postgres-writer.js";
import { Presence } from "../writing/presence.js";

/** A row of `collections`. */
export interface NamedCollection {
  readonly id: number;
  /** Its name there. */
  readonly key: string;
  readonly fingerprint: IndexFingerprint;
}

export interface MigrationPlace {
  readonly connection: Connection;
  readonly schema: string;
  /** Of the index, for messages. */
  readonly name: string;
  readonly standing: NamedCollection;
  readonly opened: (collection: NamedCollection) => CollectionParts;
}

/**
 * Starts a collection for another model next to the one that answers, or continues a stopped one. Nobody else writes
 * meanwhile; others read.
 *
 * @throws {@link IndexError} `index-locked` while others write
 */
export async function beginMigration(place: MigrationPlace, fingerprint: IndexFingerprint): Promise<IndexMigration> {
  const { connection, schema, name, standing, opened } = place;
  const presence = new Presence({ connection, schema, collection: standing.id, name }, "alone");
  const from = new PostgresReader(opened(standing));
  let to: PostgresWriter | null = null;
  const close = async () => {
    await to?.close();
    await presence.end();
    await from.close();
  };
  try {
    await presence.enter();
    const { resumed, ...next } = await connection.write((transaction) =>
      successorOf(transaction, { schema, standing, fingerprint }),
    );
    const writer = new PostgresWriter(opened(next));
    to = writer;
    const remaining = () => remainingDocuments(from, writer);
    return {
      from,
      to: writer,
      resumed,
      remaining,
      close,
      async commit({ signal } = {}) {
        const [first, ...others] = await remaining();
        if (first !== undefined) throw unmigrated([first, ...others]);
        await writer.finish(signal === undefined ? {} : { signal });
        await writer.close();
        await presence.enter();
        await connection.write((transaction) => replace(transaction, schema, { standing, next }), signal);
        await connection.write(async (transaction) =>
          transaction.query(`DROP INDEX IF EXISTS ${schema}.${graphName(standing.id)}`),
        );
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Successor {
  readonly schema: string;
  readonly standing: NamedCollection;
  readonly fingerprint: IndexFingerprint;
}

/** The collection in the making; one for another fingerprint is dropped. */
async function successorOf(
  transaction: Transaction,
  { schema, standing, fingerprint }: Successor,
): Promise<NamedCollection & { readonly resumed: boolean }> {
  const { rows } = await transaction.query<NamedCollection>(
    `SELECT id, name AS key, fingerprint FROM ${schema}.collections WHERE replaces = $1`,
    [standing.id],
  );
  const [started] = rows;
  if (started !== undefined && JSON.stringify(started.fingerprint) === JSON.stringify(fingerprint))
    return { ...started, resumed: true };
  if (started !== undefined) {
    await transaction.query("SELECT set_config('statement_timeout', '0', true)");
    await transaction.query(`DELETE FROM ${schema}.collections WHERE id = $1`, [started.id]);
    await transaction.query(`DROP INDEX IF EXISTS ${schema}.${graphName(started.id)}`);
  }
  // No collection of a user begins with a control character.
  const key = `\u0001${standing.id}`;
  const inserted = await transaction.query<{ id: number }>(
    `INSERT INTO ${schema}.collections (name, fingerprint, replaces) VALUES ($1, $2, $3) RETURNING id`,
    [key, JSON.stringify(fingerprint), standing.id],
  );
  return { id: inserted.rows[0]!.id, key, fingerprint, resumed: false };
}

/** Readers find the new collection under the name from the next call on. */
async function replace(
  transaction: Transaction,
  schema: string,
  { standing, next }: { readonly standing: NamedCollection; readonly next: NamedCollection },
): Promise<void> {
  await transaction.query("SELECT set_config('statement_timeout', '0', true)");
  const { rows } = await transaction.query<{ settings: unknown }>(
    `UPDATE ${schema}.collections SET name = $2 WHERE id = $1 RETURNING settings`,
    [standing.id, `\u0001${standing.id} replaced`],
  );
  // Run again after a connection that ended at the commit.
  if (rows.length === 0) return;
  await transaction.query(`UPDATE ${schema}.collections SET name = $2, replaces = NULL, settings = $3 WHERE id = $1`, [
    next.id,
    standing.key,
    rows[0]!.settings === null ? null : JSON.stringify(rows[0]!.settings),
  ]);
  await transaction.query(`DELETE FROM ${schema}.collections WHERE id = $1`, [standing.id]);
}
