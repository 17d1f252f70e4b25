import { isRagstoneError, RemoteError, type RagstoneError, type RemoteErrorCode } from "@ragstone/core";

/** Where a provider's client looks for its key. */
const keyNames: Readonly<Record<string, string>> = { anthropic: "ANTHROPIC_API_KEY", openai: "OPENAI_API_KEY" };

const byStatus: Readonly<Record<number, RemoteErrorCode>> = {
  401: "sign-in-failed",
  403: "permission-denied",
  404: "endpoint-missing",
  408: "timed-out",
  413: "request-too-large",
  429: "rate-limited",
};
const context = /context (length|window)|maximum context|prompt is too long|too many tokens/iu;
const noConnection = /ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|fetch failed|connection error|socket hang up|terminated/iu;
/** Keys in the providers' formats, and the contents of an authorization header. */
const secrets = /\bsk-[\w-]{6,}|\bBearer\s+\S+|x-api-key:\s*\S+/giu;
const saidCharacters = 500;

/** The typed error of whatever a provider's client threw, without its key. */
export function remoteFailure(
  error: unknown,
  { provider, spec }: { readonly provider: string; readonly spec: string },
): RagstoneError {
  if (isRagstoneError(error)) return error;
  const said = textOf(error).replaceAll(secrets, "***").slice(0, saidCharacters);
  const status = statusOf(error);
  const code = codeOf(status, said);
  const requestId = (error as { readonly request_id?: unknown; readonly requestID?: unknown } | null)?.requestID;
  return new RemoteError(
    code,
    `${spec} ${code === "network-failed" ? "could not be reached" : `failed${status === null ? "" : ` with ${status}`}`}: ${said}`,
    {
      hint: hintOf(code, provider),
      status: status ?? undefined,
      requestId: typeof requestId === "string" ? requestId : undefined,
      data: { spec },
    },
  );
}

function codeOf(status: number | null, said: string): RemoteErrorCode {
  if ((status === null || status === 400 || status === 422) && context.test(said)) return "context-overflow";
  if (status === null) {
    if (/api key|credentials|authentication/iu.test(said)) return "sign-in-failed";
    return noConnection.test(said) ? "network-failed" : /timed? ?out/iu.test(said) ? "timed-out" : "service-failed";
  }
  if (status >= 500) return "service-failed";
  return byStatus[status] ?? "request-rejected";
}

function hintOf(code: RemoteErrorCode, provider: string): string {
  switch (code) {
    case "sign-in-failed":
      return `Set ${keyNames[provider] ?? "the provider's key"}, and check that it is for this service.`;
    case "network-failed":
      return provider === "ollama"
        ? "Start it with `ollama serve`, or set the base URL to its address."
        : "Check the network and the base URL.";
    case "endpoint-missing":
      return provider === "ollama"
        ? "Fetch the model with `ollama pull`, or check its name."
        : "Check the model's name and the base URL.";
    case "context-overflow":
      return "Ask with fewer passages (`k`), or say how much the model takes with ?context=TOKENS.";
    case "rate-limited":
      return "Wait, or ask the provider for higher limits.";
    default:
      return "See the service's message.";
  }
}

function statusOf(error: unknown): number | null {
  const {
    status,
    statusCode,
    status_code: snake,
  } = (error ?? {}) as { readonly status?: unknown; readonly statusCode?: unknown; readonly status_code?: unknown };
  const value = status ?? statusCode ?? snake;
  return typeof value === "number" ? value : null;
}

/** The message with those of its causes, which contain the reason of a lost connection. */
function textOf(error: unknown): string {
  const parts: string[] = [];
  for (let current = error, depth = 0; depth < 4 && current instanceof Error; current = current.cause, depth += 1) {
    const { code } = current as NodeJS.ErrnoException;
    for (const part of [current.message, code])
      if (part !== undefined && part !== "" && !parts.some((known) => known.includes(part))) parts.push(part);
  }
  return parts.length === 0 ? String(error) : parts.join(": ");
}
