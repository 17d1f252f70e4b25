import { InvalidOptionError, type Citation, type Claim } from "@ragstone/core";

/** The checked parts of a saved answer. */
export interface SavedAnswer {
  readonly citations: readonly Pick<Citation, "id" | "origin" | "path" | "start" | "end" | "quote">[];
  /** What it claims, as far as the value says; verdicts are not read. */
  readonly claims: readonly Pick<Claim, "text" | "citations">[];
}

/**
 * Reads an answer as `ask --json` prints it. Unknown fields are ignored; a citation without an origin, from before the
 * field existed, refers to a file.
 *
 * @throws {@link InvalidOptionError} if the value has no list of citations, or a citation lacks its path, range or
 * quote
 */
export function readSavedAnswer(value: unknown): SavedAnswer {
  const citations = typeof value === "object" && value !== null && "citations" in value ? value.citations : undefined;
  if (!Array.isArray(citations))
    throw new InvalidOptionError("saved", typeof value, "an answer as ask() resolves to, with a list of citations");
  return {
    claims: claimsOf(value),
    citations: citations.map((entry: unknown, at) => {
      const {
        id,
        origin = "file",
        path,
        start,
        end,
        quote,
      } = (typeof entry === "object" && entry !== null ? entry : {}) as Readonly<Record<string, unknown>>;
      if (
        typeof id !== "number" ||
        (origin !== "file" && origin !== "put") ||
        typeof path !== "string" ||
        typeof start !== "number" ||
        typeof end !== "number" ||
        typeof quote !== "string"
      ) {
        throw new InvalidOptionError(
          `citations[${at}]`,
          JSON.stringify(entry),
          "a citation with id, path, start, end and quote",
        );
      }
      return { id, origin, path, start, end, quote };
    }),
  };
}

function claimsOf(value: unknown): SavedAnswer["claims"] {
  const { claims } = value as { readonly claims?: unknown };
  if (!Array.isArray(claims)) return [];
  return claims.flatMap((entry: unknown) => {
    const { text, citations } = (typeof entry === "object" && entry !== null ? entry : {}) as Readonly<
      Record<string, unknown>
    >;
    return typeof text === "string" && Array.isArray(citations) && citations.every((id) => typeof id === "number")
      ? [{ text, citations }]
      : [];
  });
}
