import { IndexError, isRagstoneError, RemoteError } from "@ragstone/core";

interface ServerError {
  readonly code?: unknown;
  readonly message?: unknown;
}

/** SQLSTATEs (PostgreSQL, appendix A) and system errors after which the same statements may succeed. */
const transient = /^(?:40001|40P01|53300|55P03|57P0[123]|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN)$/u;

/** Messages of the driver about a connection that ended; they have no code. */
const ended =
  /Connection terminated|connection (?:is closed|ended)|Client has encountered a connection error|timeout exceeded when trying to connect/iu;

/** Whether the same statements may succeed if they are sent again. */
export function isTransient(error: unknown): boolean {
  const { code, message } = error as ServerError;
  return transient.test(String(code)) || (typeof message === "string" && ended.test(message));
}

/** Whether the server cannot be reached at all at the moment. */
export function isUnreachable(error: unknown): boolean {
  return isTransient(error) && !/^(?:40001|40P01|55P03)$/u.test(String((error as ServerError).code));
}

interface Failure {
  readonly when: (code: string, error: Error) => boolean;
  readonly code: ConstructorParameters<typeof IndexError>[0] | ConstructorParameters<typeof RemoteError>[0];
  /** Follows "The server of NAME". */
  readonly says: (message: string) => string;
  readonly hint: string;
}

const failures: readonly Failure[] = [
  {
    when: (code, { message }) => /^(?:28P01|28000)$/u.test(code) || /password must be a string|SCRAM/u.test(message),
    code: "sign-in-failed",
    says: (message) => `refused the sign-in: ${message}`,
    hint: "Check the user in the URL, and the password in PGPASSWORD or in ~/.pgpass.",
  },
  {
    when: (code) => code === "42501",
    code: "permission-denied",
    says: (message) => `refused: ${message}`,
    hint: "Grant this user the right, or sign in as another.",
  },
  {
    when: (code) => code === "3D000",
    code: "index-missing",
    says: (message) => `does not have it: ${message}`,
    hint: "Create the database with createdb, or name another in the URL.",
  },
  {
    when: (code) => code === "25006",
    code: "index-read-only",
    says: (message) => `does not allow writing: ${message}`,
    hint: "Connect to the primary server.",
  },
  {
    when: (code) => code === "53100",
    code: "disk-full",
    says: () => "has no space left",
    hint: "Free some space there and run the command again: committed documents are kept.",
  },
  {
    when: (code) => code === "53300",
    code: "service-failed",
    says: (message) => `takes no more connections: ${message}`,
    hint: "End other processes, put a pooler such as PgBouncer in front of it, or raise max_connections there.",
  },
  {
    when: (code) => code === "57014",
    code: "timed-out",
    says: (message) => `did not end a statement in time: ${message}`,
    hint: "Try again when the server is less busy, or give it more with &statement_timeout=MILLISECONDS in the URL.",
  },
  {
    // The types and operators that an extension had.
    when: (code, { message }) => /^(?:42704|42883)$/u.test(code) && /vector|halfvec/u.test(message),
    code: "index-foreign",
    says: (message) => `has no pgvector: ${message}`,
    hint: "As an administrator of the database: CREATE EXTENSION vector;",
  },
  {
    when: (code) => /^(?:42P01|42703|XX001|XX002)$/u.test(code),
    code: "index-damaged",
    says: (message) => `does not have the tables as they were made: ${message}`,
    hint: "Restore them from a backup, or index into another schema with &schema=NAME in the URL.",
  },
  {
    when: (code, { message }) => !sqlState.test(code) && secure.test(`${code} ${message}`),
    code: "network-failed",
    says: (message) => `cannot be reached over a secure connection: ${message}`,
    hint: "For a certificate of your own name the authority's with &sslrootcert=FILE in the URL; for a server without TLS, &sslmode=disable.",
  },
  {
    when: (_, error) => isUnreachable(error) || /^(?:ENOTFOUND|EHOSTUNREACH|ENETUNREACH)$/u.test(codeOf(error)),
    code: "network-failed",
    says: (message) => `cannot be reached: ${message}`,
    hint: "Check that the server runs, and the host and the port in the URL.",
  },
];

/** Codes and messages of Node and of the driver about TLS. */
const secure = /TLS|SSL|certificate|self[- ]signed|ERR_OSSL|UNABLE_TO_|DEPTH_ZERO/iu;
const sqlState = /^[\dA-Z]{5}$/u;
const ofIndex = /^(?:index-|disk-full)/u;

/**
 * An error of the server or of the connection to it as one of ours; others as they are.
 *
 * @param name - of the index, without a password
 */
export function failureOf(error: unknown, name: string): unknown {
  if (isRagstoneError(error) || !(error instanceof Error)) return error;
  const state = codeOf(error);
  const options = { cause: error, data: { index: name, sqlState: state } };
  const message =
    error.message || ((error as Partial<AggregateError>).errors?.[0] as Error | undefined)?.message || state;
  const found = failures.find(({ when }) => when(state, error));
  if (found !== undefined) {
    const { code, says, hint } = found;
    const text = `The server of ${name} ${says(message)}.`;
    return ofIndex.test(code)
      ? new IndexError(code as ConstructorParameters<typeof IndexError>[0], text, { ...options, hint })
      : new RemoteError(code as ConstructorParameters<typeof RemoteError>[0], text, { ...options, hint });
  }
  if (!sqlState.test(state)) return error;
  const failed = `The server of ${name} failed: ${message} (${state}).`;
  return new RemoteError("service-failed", failed, { ...options, hint: "See the server's log." });
}

function codeOf(error: Error): string {
  return String((error as ServerError).code);
}
