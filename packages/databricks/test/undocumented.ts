import { validateRequest, type Standin } from "@ragstone/standin";

/** Problems of every model request that the stand-in recorded, by the schemas of documented fields. Empty is right. */
export function undocumented({ requests }: Standin): string[] {
  return requests.flatMap(({ method, path, body }) => {
    if (method !== "POST" || !path.endsWith("/invocations")) return [];
    const kind = typeof body === "object" && body !== null && "messages" in body ? "chat" : "embeddings";
    return validateRequest(kind, body).map((problem) => `${path} ${problem}`);
  });
}
