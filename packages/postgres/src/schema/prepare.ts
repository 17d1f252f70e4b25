import { IndexError } from "@ragstone/core";
import type { Transaction } from "../connection/connection.js";
import { lockSpace } from "../connection/lock-space.js";
import { migrations } from "./tables.js";

/** The version of the tables, 0 where there are none. */
export async function tablesVersion(transaction: Transaction, schema: string): Promise<number> {
  const { rows } = await transaction.query<{ exists: boolean }>("SELECT to_regclass($1) IS NOT NULL AS exists", [
    `${schema}.version`,
  ]);
  if (rows[0]?.exists !== true) return 0;
  const stored = await transaction.query<{ version: number }>(`SELECT version FROM ${schema}.version`);
  return stored.rows[0]?.version ?? 0;
}

/** @throws {@link IndexError} `index-newer` for tables of a later version of Ragstone */
export function checkVersion(version: number, name: string): void {
  if (version <= migrations.length) return;
  throw new IndexError(
    "index-newer",
    `The tables of ${name} have version ${version}; this version of Ragstone knows up to ${migrations.length}.`,
    { hint: "Upgrade Ragstone.", data: { index: name, version } },
  );
}

/** Makes the tables, or brings them forward. Several processes may call it at once. */
export async function prepareTables(transaction: Transaction, schema: string, name: string): Promise<void> {
  const standing = await tablesVersion(transaction, schema);
  checkVersion(standing, name);
  if (standing === migrations.length) return;
  await transaction.query("SELECT pg_advisory_xact_lock($1, 0)", [lockSpace]);
  await addExtension(transaction, name);
  await transaction.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await transaction.query(`CREATE TABLE IF NOT EXISTS ${schema}.version (version int NOT NULL)`);
  const version = await tablesVersion(transaction, schema);
  checkVersion(version, name);
  for (const step of migrations.slice(version)) await step(transaction, schema);
  await transaction.query(
    version === 0 ? `INSERT INTO ${schema}.version VALUES ($1)` : `UPDATE ${schema}.version SET version = $1`,
    [migrations.length],
  );
}

/** The oldest server, as `server_version_num`, and the oldest pgvector whose filtered searches lose nothing. */
const minServer = 140_000;
const minVector = [0, 8] as const;

async function addExtension(transaction: Transaction, name: string): Promise<void> {
  const { rows } = await transaction.query<{
    server: number;
    text: string;
    installed: string | null;
    available: boolean;
  }>(
    `SELECT current_setting('server_version_num')::int AS server, current_setting('server_version') AS text,
      (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS installed,
      EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') AS available`,
  );
  const { server, text, installed, available } = rows[0]!;
  const unfit = (why: string, hint: string): IndexError =>
    new IndexError("index-foreign", `The database of ${name} ${why}.`, { hint, data: { index: name } });
  if (server < minServer) throw unfit(`is PostgreSQL ${text}, which is too old`, "Use PostgreSQL 14 or newer.");
  if (installed !== null) {
    if (isOlder(installed))
      throw unfit(
        `has pgvector ${installed}, which is too old`,
        "Install pgvector 0.8 or newer on the server, then as an administrator: ALTER EXTENSION vector UPDATE;",
      );
    return;
  }
  if (!available)
    throw unfit(
      "has no pgvector: the server does not have the extension",
      "Install pgvector 0.8 or newer on the server, then: CREATE EXTENSION vector;",
    );
  await transaction.query("SAVEPOINT extension");
  try {
    await transaction.query("CREATE EXTENSION IF NOT EXISTS vector");
  } catch (error) {
    await transaction.query("ROLLBACK TO SAVEPOINT extension");
    throw unfit(
      `has no pgvector: ${(error as Error).message}`,
      "As an administrator of the database: CREATE EXTENSION vector;",
    );
  }
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < minVector[0] || (major === minVector[0] && minor < minVector[1]);
}
