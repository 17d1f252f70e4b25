import { IndexError, isRagstoneError, RagstoneError, RemoteError } from "@ragstone/core";
import { errors } from "@opensearch-project/opensearch";

/** What the client throws, as far as it matters here. */
interface ClientError extends Error {
  readonly statusCode?: number;
  readonly meta?: { readonly statusCode?: number | null; readonly body?: unknown };
}

/** The server's own words about an error: its type and its reason, and those of its causes. */
interface Refusal {
  readonly status: number;
  readonly text: string;
}

const unreachable = new Set(["ConnectionError", "TimeoutError", "NoLivingConnectionsError"]);

/** Blocks of an index that somebody must lift: waiting does not help. */
const blocked = /cluster_block_exception.*(?:read-only|index write|create-index blocked)/isu;

/** Whether the same request may succeed if it is sent again. */
export function isTransient(error: unknown): boolean {
  if (isUnreachable(error)) return true;
  const { status, text } = refusalOf(error as ClientError);
  return (status === 429 || (status >= 502 && status <= 504)) && !blocked.test(text);
}

/** Whether no node can be reached at all at the moment. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Error && unreachable.has(error.name);
}

/** HTTP status of an answer that is an error, 0 for any other failure. */
export function statusOf(error: unknown): number {
  return error instanceof Error ? refusalOf(error).status : 0;
}

/** The error of a part of an answer, as that of an answer of its own. */
export function refusal({ status, error }: { readonly status: number; readonly error?: object }): Error {
  const answer = { body: { error, status }, statusCode: status, headers: {}, warnings: null, meta: {} };
  return new errors.ResponseError(answer as never);
}

interface Failure {
  readonly when: (refusal: Refusal, error: Error) => boolean;
  readonly code: ConstructorParameters<typeof IndexError>[0] | ConstructorParameters<typeof RemoteError>[0];
  /** Follows "The cluster of NAME". */
  readonly says: (refusal: Refusal, error: Error) => string;
  readonly hint: string;
}

const failures: readonly Failure[] = [
  {
    when: ({ status }) => status === 401,
    code: "sign-in-failed",
    says: () => "refused the sign-in",
    hint: "Check the user in the URL, and the password in OPENSEARCH_PASSWORD.",
  },
  {
    when: ({ text }) =>
      /flood-stage|read-only-allow-delete|create-index blocked|read-only \/ allow delete/iu.test(text),
    code: "disk-full",
    says: ({ text }) => `has no space left and blocks writing: ${text}`,
    hint: "Free some space on its nodes. The block of an index is lifted by itself then, or by setting index.blocks.read_only_allow_delete to null. Committed documents are kept.",
  },
  {
    when: ({ text }) => blocked.test(text),
    code: "index-read-only",
    says: ({ text }) => `does not allow writing: ${text}`,
    hint: "Lift the block: set index.blocks.write and index.blocks.read_only of its indices to null.",
  },
  {
    when: ({ status }) => status === 403,
    code: "permission-denied",
    says: ({ text }) => `refused: ${text}`,
    hint: "Grant this user the right (docs/handbook/scaling.md lists them), or sign in as another.",
  },
  {
    when: ({ text }) => /index_not_found_exception/u.test(text),
    code: "index-missing",
    says: () => "no longer has it: its indices were removed",
    hint: "Index the documents again.",
  },
  {
    when: ({ text }) => /knn_vector|index\.knn/u.test(text) && /No handler for type|unknown setting/u.test(text),
    code: "index-foreign",
    says: () => "does not have the k-NN plugin",
    hint: "Install it on every node and restart: bin/opensearch-plugin install opensearch-knn",
  },
  {
    when: (_, error) => /certificate|self-signed|SSL|TLS|EPROTO|wrong version number/iu.test(error.message),
    code: "network-failed",
    says: (_, { message }) => `cannot be reached over a secure connection: ${message}`,
    hint: "Name the authority of its certificate in NODE_EXTRA_CA_CERTS, or add ?tls=false to the URL of a cluster without TLS.",
  },
  {
    when: (_, error) => error.name === "TimeoutError",
    code: "timed-out",
    says: () => "did not answer in time",
    hint: "Try again when it is less busy.",
  },
  {
    when: (_, error) => isUnreachable(error),
    code: "network-failed",
    says: (_, { message }) => `cannot be reached: ${message || "no connection"}`,
    hint: "Check that it runs, and the host and the port in the URL.",
  },
  {
    when: ({ status, text }) => status === 503 && /shard|all shards failed/iu.test(text),
    code: "service-failed",
    says: ({ text }) => `is red, because shards of the index have no copy on a running node: ${text}`,
    hint: "Start the missing nodes; GET _cluster/allocation/explain says more.",
  },
  {
    when: ({ status }) => status === 429,
    code: "rate-limited",
    says: ({ text }) => `is too busy: ${text}`,
    hint: "Try again later, or add nodes.",
  },
  {
    when: ({ status }) => status === 413,
    code: "request-too-large",
    says: () => "refused a request as too large",
    hint: "Raise http.max_content_length on its nodes.",
  },
];

const ofIndex = /^(?:index-|disk-full)/u;

/**
 * An error of the cluster or of the connection to it as one of ours; others as they are.
 *
 * @param name - of the index, without a password
 */
export function failureOf(error: unknown, name: string): unknown {
  if (isRagstoneError(error) || !(error instanceof Error)) return error;
  const refusal = refusalOf(error);
  if (refusal.status === 0 && !isUnreachable(error)) return error;
  const options = { cause: error, data: { index: name, status: refusal.status } };
  const found = failures.find(({ when }) => when(refusal, error));
  if (found === undefined) {
    const failed = `The cluster of ${name} failed: ${refusal.text || error.message} (${refusal.status}).`;
    return new RagstoneError("service-failed", failed, { ...options, hint: "See the log of its nodes." });
  }
  const { code, says, hint } = found;
  const text = `The cluster of ${name} ${says(refusal, error)}.`;
  return ofIndex.test(code)
    ? new IndexError(code as ConstructorParameters<typeof IndexError>[0], text, { ...options, hint })
    : new RemoteError(code as ConstructorParameters<typeof RemoteError>[0], text, { ...options, hint });
}

interface ErrorBody {
  readonly type?: unknown;
  readonly reason?: unknown;
  readonly root_cause?: readonly ErrorBody[];
  readonly caused_by?: ErrorBody;
}

function refusalOf({ name, statusCode, meta, message }: ClientError): Refusal {
  if (name !== "ResponseError") return { status: 0, text: "" };
  const body = (meta?.body ?? {}) as { readonly error?: ErrorBody | string };
  const error = body.error ?? {};
  const text = typeof error === "string" ? error : reasonsOf(error).join("; ");
  return { status: statusCode ?? meta?.statusCode ?? 0, text: text || message };
}

function reasonsOf({ type, reason, root_cause = [], caused_by }: ErrorBody): string[] {
  const own = [type, reason].filter((part) => typeof part === "string").join(": ");
  const others = [...root_cause, ...(caused_by === undefined ? [] : [caused_by])].flatMap(reasonsOf);
  return [...new Set([own, ...others])].filter((part) => part !== "");
}
