import { createRequire } from "node:module";
import { RagstoneError } from "@ragstone/core";

/** Bindable values. Node 22 binds bytes of length 0 as NULL: write `coalesce(?, x'')` where they may occur. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** The part of `node:sqlite`'s `StatementSync` that is used here. */
export interface Statement {
  get(...parameters: SqlValue[]): unknown;
  all(...parameters: SqlValue[]): unknown[];
  run(...parameters: SqlValue[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
}

/** The part of `node:sqlite`'s `DatabaseSync` that is used here. */
export interface Connection {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Driver {
  readonly DatabaseSync: new (location: string | URL, options?: { readonly readOnly?: boolean }) => Connection;
}

let driver: Driver | undefined;

/**
 * Opens a connection with `node:sqlite` where Node has it, else with its drop-in `@photostructure/sqlite` (Node 20).
 * Both carry SQLite inside and need no compiler.
 */
export function openConnection(location: string | URL, options: { readonly readOnly?: boolean } = {}): Connection {
  driver ??= loadBuiltIn() ?? loadDropIn();
  return new driver.DatabaseSync(location, options);
}

function loadBuiltIn(): Driver | null {
  const require = createRequire(import.meta.url);
  const emitWarning: unknown = Reflect.get(process, "emitWarning");
  try {
    // Node 22 prints "SQLite is an experimental feature" when the module loads; 24 and later do not.
    process.emitWarning = () => {};
    return require("node:sqlite") as Driver;
  } catch {
    return null;
  } finally {
    Reflect.set(process, "emitWarning", emitWarning);
  }
}

function loadDropIn(): Driver {
  const require = createRequire(import.meta.url);
  try {
    return require("@photostructure/sqlite") as Driver;
  } catch (cause) {
    throw new RagstoneError(
      "driver-missing",
      `Node ${process.versions.node} has no built-in SQLite and the package @photostructure/sqlite does not load.`,
      {
        hint: "Install the dependencies again, or use Node 22.13 or later.",
        cause,
      },
    );
  }
}
