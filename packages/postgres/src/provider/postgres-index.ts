import {
  checkEmbedder,
  IndexError,
  InvalidOptionError,
  parseIndexSettings,
  type IndexFingerprint,
  type IndexMaintenance,
  type IndexProvider,
  type IssuePassword,
  type OpenIndexProvider,
} from "@ragstone/core";
import { Connection, type Transaction } from "../connection/connection.js";
import { parseUrl, type PostgresPlace } from "../connection/parse-url.js";
import { beginMigration, type NamedCollection } from "../maintenance/begin-migration.js";
import { checkCollection } from "../maintenance/check-collection.js";
import { repairCollection } from "../maintenance/repair-collection.js";
import { PostgresReader, type CollectionParts } from "../reading/postgres-reader.js";
import { checkVersion, prepareTables, tablesVersion } from "../schema/prepare.js";
import { migrations } from "../schema/tables.js";
import { graphName } from "../search/graph.js";
import { PostgresWriter } from "../writing/postgres-writer.js";

const defaultLifetimeMs = 86_400_000;

export interface PostgresIndexOptions {
  /**
   * `postgres://user@host:port/database?collection=NAME&schema=NAME`, with any parameter of node-postgres such as
   * `sslmode`. The password comes from the URL, `PGPASSWORD` or `~/.pgpass`. With `lakebase=NAME`, `issuePassword` issues it.
   */
  readonly url: string;
  /** Issues passwords of databases whose service has them live for a while, by the value of `lakebase` in the URL. */
  readonly issuePassword?: IssuePassword | undefined;
  /** Time after which a connection is replaced by another. @defaultValue a day; Lakebase ends them after three */
  readonly connectionLifetimeMs?: number | undefined;
}

interface CollectionRow extends NamedCollection {
  /** As others may have written them. */
  readonly settings: unknown;
}

/**
 * A collection in PostgreSQL with pgvector as an {@link IndexProvider}: any number of writers and readers, on any number of
 * machines. Opens no connection until the first call that needs one.
 *
 * @throws {@link InvalidOptionError} for a URL that names no collection
 */
export function postgresIndex(options: PostgresIndexOptions): IndexProvider {
  const place = parseUrl(options.url);
  const { schema, name } = place;
  const connection = connectionTo(place, options);
  let users = 0;
  const opened = ({ id, key, fingerprint }: NamedCollection): CollectionParts => {
    users += 1;
    return {
      connection,
      schema,
      collection: id,
      name,
      key,
      fingerprint,
      onClose: async () => {
        users -= 1;
        if (users === 0) await connection.end();
      },
    };
  };
  /** The collection, `null` where there is none. */
  const standing = (): Promise<CollectionRow | null> => connection.read((transaction) => find(transaction, place));

  return {
    concurrentWriters: true,
    describe: () => ({ engine: "postgres", name, dir: null }),
    exists: async () => (await standing()) !== null,
    async read() {
      const row = await standing();
      if (row === null) throw missing(name);
      return new PostgresReader(opened(row));
    },
    async write({ create } = {}) {
      if (create === undefined && (await standing()) === null) throw missing(name);
      const row = await connection.write(async (transaction) => {
        await prepareTables(transaction, schema, name);
        return create === undefined ? find(transaction, place) : findOrCreate(transaction, place, create);
      });
      if (row === null) throw missing(name);
      const writer = new PostgresWriter(opened(row));
      try {
        await writer.enter();
      } catch (error) {
        await writer.close();
        throw error;
      }
      return writer;
    },
    readSettings: async () => parseIndexSettings((await standing())?.settings),
    async writeSettings(settings) {
      const row = await standing();
      if (row === null) throw missing(name);
      await connection.write(async (transaction) =>
        transaction.query(`UPDATE ${schema}.collections SET settings = $2 WHERE id = $1`, [
          row.id,
          JSON.stringify(settings),
        ]),
      );
    },
    maintenance: maintenanceOf({ connection, place, opened }),
  };
}

interface MaintenanceParts {
  readonly connection: Connection;
  readonly place: PostgresPlace;
  readonly opened: (collection: NamedCollection) => CollectionParts;
}

function maintenanceOf({ connection, place, opened }: MaintenanceParts): IndexMaintenance {
  const { schema, name } = place;
  const found = async () => {
    const row = await connection.read((transaction) => find(transaction, place));
    if (row === null) throw missing(name);
    return row;
  };
  const faultsPlace = ({ id, fingerprint: { embedder } }: NamedCollection) => ({
    engine: "PostgreSQL",
    schema,
    collection: id,
    dimensions: embedder.dimensions,
  });
  return {
    check: async ({ signal } = {}) => checkCollection(connection, async () => faultsPlace(await found()), signal),
    async hasOlderFormat() {
      const version = await connection.read((transaction) => tablesVersion(transaction, schema));
      return version > 0 && version < migrations.length;
    },
    repair: async ({ signal } = {}) => repairCollection({ connection, name, ...faultsPlace(await found()) }, signal),
    async migrate({ fingerprint }) {
      await found();
      await connection.write((transaction) => prepareTables(transaction, schema, name));
      return beginMigration({ connection, schema, name, standing: await found(), opened }, fingerprint);
    },
  };
}

function connectionTo(
  place: PostgresPlace,
  { issuePassword, connectionLifetimeMs = defaultLifetimeMs }: PostgresIndexOptions,
): Connection {
  const { lakebase } = place;
  if (lakebase === null) return new Connection({ place, lifetimeMs: connectionLifetimeMs });
  if (issuePassword === undefined)
    throw new InvalidOptionError("issuePassword", issuePassword, "a function, for a URL with the parameter lakebase");
  return new Connection({ place, lifetimeMs: connectionLifetimeMs, issuePassword: () => issuePassword(lakebase) });
}

/** What `ragstone --index postgres://…` opens. */
export const openIndexProvider: OpenIndexProvider = (url, context) => postgresIndex({ ...context, url });

async function find(
  transaction: Transaction,
  { schema, collection, name }: PostgresPlace,
  suffix = "",
): Promise<CollectionRow | null> {
  const version = await tablesVersion(transaction, schema);
  checkVersion(version, name);
  if (version === 0) return null;
  const { rows } = await transaction.query<CollectionRow>(
    `SELECT id, name AS key, fingerprint, settings FROM ${schema}.collections WHERE name = $1 ${suffix}`,
    [collection],
  );
  return rows[0] ?? null;
}

async function findOrCreate(
  transaction: Transaction,
  place: PostgresPlace,
  create: IndexFingerprint,
): Promise<CollectionRow> {
  const { schema, collection, name } = place;
  await transaction.query(
    `INSERT INTO ${schema}.collections (name, fingerprint) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`,
    [collection, JSON.stringify(create)],
  );
  const row = (await find(transaction, place, "FOR UPDATE"))!;
  if (JSON.stringify(row.fingerprint) === JSON.stringify(create)) return row;
  const { rows } = await transaction.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT FROM ${schema}.documents WHERE collection = $1) AS used`,
    [row.id],
  );
  if (rows[0]!.used) {
    checkEmbedder(row.fingerprint.embedder, create.embedder, name);
    return row;
  }
  // Nothing was indexed yet: another model may have it.
  if (JSON.stringify(row.fingerprint.embedder) !== JSON.stringify(create.embedder)) {
    await transaction.query(`DELETE FROM ${schema}.vectors WHERE collection = $1`, [row.id]);
    await transaction.query(`DROP INDEX IF EXISTS ${schema}.${graphName(row.id)}`);
  }
  await transaction.query(`UPDATE ${schema}.collections SET fingerprint = $2 WHERE id = $1`, [
    row.id,
    JSON.stringify(create),
  ]);
  return { ...row, fingerprint: create };
}

function missing(name: string): IndexError {
  return new IndexError("index-missing", `There is no index at ${name}.`, {
    hint: "Index documents first.",
    data: { index: name },
  });
}
