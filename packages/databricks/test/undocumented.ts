import { validateRequest, type Standin } from "@ragstone/standin";

/**
 * What is wrong with the model requests that the stand-in recorded: by the schemas of documented fields, and chat
 * requests that leave `stream` or `max_tokens` to the server. Empty is right.
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
