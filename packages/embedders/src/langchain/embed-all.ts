import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { type EmbedOptions, EmbedTextError, RemoteError } from "@ragstone/core";

interface EmbedAllOptions {
  readonly kind: EmbedOptions["kind"];
  readonly model: string;
  readonly signal: AbortSignal | undefined;
}

/** HTTP statuses that speak of the content of a request: a smaller one may pass. */
const contentStatuses = new Set([400, 413, 422]);

/** One vector or error for each text. */
export async function embedAll(
  embeddings: EmbeddingsInterface,
  texts: readonly string[],
  options: EmbedAllOptions,
): Promise<(readonly number[] | EmbedTextError)[]> {
  const { kind, model, signal } = options;
  try {
    const vectors = await unlessAborted(request(embeddings, texts, kind), signal);
    if (vectors.length !== texts.length) throw wrongCount(model, vectors.length, texts.length);
    return vectors;
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof RemoteError) throw cause;
    if (!contentStatuses.has(statusOf(cause) ?? 0)) throw failed(model, cause);
    if (texts.length === 1)
      return [new EmbedTextError("text-rejected", `${model} refused a text: ${messageOf(cause)}`, { cause })];
    const half = texts.length >> 1;
    return [
      ...(await embedAll(embeddings, texts.slice(0, half), options)),
      ...(await embedAll(embeddings, texts.slice(half), options)),
    ];
  }
}

async function request(
  embeddings: EmbeddingsInterface,
  texts: readonly string[],
  kind: EmbedOptions["kind"],
): Promise<number[][]> {
  return kind === "query"
    ? Promise.all(texts.map((text) => embeddings.embedQuery(text)))
    : embeddings.embedDocuments([...texts]);
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function statusOf(cause: unknown): number | null {
  const { status, statusCode } = (cause ?? {}) as { readonly status?: unknown; readonly statusCode?: unknown };
  const value = status ?? statusCode;
  return typeof value === "number" ? value : null;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function wrongCount(model: string, actual: number, expected: number): RemoteError {
  return new RemoteError("response-invalid", `${model} gave ${actual} vectors for ${expected} texts.`, {
    hint: "Try again; if it stays, the service or its client is at fault.",
  });
}

function failed(model: string, cause: unknown): RemoteError {
  const status = statusOf(cause);
  return new RemoteError("service-failed", `${model} could not embed: ${messageOf(cause)}`, {
    hint: "Look at the cause: sign-in, network or limits of the service. What was embedded before is kept.",
    cause,
    status: status ?? undefined,
  });
}
