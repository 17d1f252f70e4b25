import type { OpenSearchPlace } from "./parse-url.js";

/** User and password of the URL, or of the environment; `null` for a cluster without users. */
export function credentialsOf({
  username,
  password,
}: Pick<OpenSearchPlace, "username" | "password">): { readonly username: string; readonly password: string } | null {
  const user = username ?? process.env["OPENSEARCH_USERNAME"];
  return user === undefined ? null : { username: user, password: password ?? process.env["OPENSEARCH_PASSWORD"] ?? "" };
}
