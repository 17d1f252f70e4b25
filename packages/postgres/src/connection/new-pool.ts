import type { Duplex } from "node:stream";
import pg from "pg";
import { parseIntoClientConfig } from "pg-connection-string";

export interface PoolSettings {
  readonly connectionString: string;
  /** Time after which a connection is replaced by another. */
  readonly lifetimeMs: number;
  /** Asked for each new connection. @defaultValue the URL, `PGPASSWORD` or `~/.pgpass` */
  readonly password?: (() => Promise<string>) | undefined;
}

/** The OID of `bigint` in PostgreSQL's catalogue; ours stay below 2^53. */
const bigint = 20;

/** Connections of one process to one server. */
const maxConnections = 8;

/** A statement that takes longer is ended: no search does. */
const statementTimeoutMs = 300_000;

/** A transaction whose client does nothing for so long is ended: its machine vanished, and others may wait for its locks. */
const idleTimeoutMs = 60_000;

/** Time in which a connection must be there. */
const connectTimeoutMs = 10_000;

/** Connections to a server. Opens the first with the first statement, and ends none that is in use. */
export function newPool({ connectionString, lifetimeMs, password }: PoolSettings): pg.Pool {
  const pool = new pg.Pool({
    // The driver would prefer the URL's password, be it none.
    ...(password === undefined ? { connectionString } : { ...parseIntoClientConfig(connectionString), password }),
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    maxLifetimeSeconds: lifetimeMs / 1000,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleTimeoutMs,
    keepAlive: true,
    application_name: "ragstone",
    allowExitOnIdle: true,
    types: {
      getTypeParser: (oid, format) => ((oid as number) === bigint ? Number : pg.types.getTypeParser(oid, format)),
    },
    Client: ClosingClient as unknown as new () => pg.ClientBase,
  });
  // A connection that nobody uses may end; the next statement opens another.
  pool.on("error", () => {});
  return pool;
}

type Connected = (error: Error | null, client?: pg.Client) => void;

/** Parts of the driver's client that its types leave out. */
interface ClientInternals {
  readonly connection: { readonly stream: Duplex };
  connect: (callback: Connected) => void;
}

/** A client that closes its socket where it cannot sign in: the driver would leave it open, and the process with it. */
function ClosingClient(config: pg.ClientConfig): pg.Client {
  const client = new pg.Client(config);
  // An error may come with the answer to the sign-in, before anybody else listens; the next statement meets it.
  client.on("error", () => {});
  const internals = client as unknown as ClientInternals;
  const connect = internals.connect.bind(client);
  internals.connect = (callback) =>
    connect((error, connected) => {
      if (error) internals.connection.stream.destroy();
      callback(error, connected);
    });
  return client;
}
