/** The token of an `Authorization: Bearer` header; `null` for none. */
export function bearerOf(header: string | undefined): string | null {
  return /^Bearer +(?<token>[\w.~+/=-]+) *$/iu.exec(header ?? "")?.groups?.["token"] ?? null;
}
