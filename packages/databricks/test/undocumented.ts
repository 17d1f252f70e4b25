import { validateRequest, type Standin } from "@ragstone/standin";

/**
 * Faults in the model requests that the stand-in recorded: by the schemas of documented fields, and chat requests that
 * leave `stream` or `max_tokens` to the server. Empty if there are none.
 */
export function undocumented({ requests }: Standin): string[] {
  return requests.flatMap(({ method, path, body }) => {
    if (method !== "POST" || !path.endsWith("/invocations")) return [];
    const fields = body as Readonly<Record<string, unknown>>;
    const chat = "messages" in fields;
    const left =
      chat && (typeof fields["stream"] !== "boolean" || typeof fields["max_tokens"] !== "number")
        ? ["leaves stream or max_tokens to the server"]
        : [];
    return [...left, ...validateRequest(chat ? "chat" : "embeddings", body)].map((problem) => `${path} ${problem}`);
  });
}
