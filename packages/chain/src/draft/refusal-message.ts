import type { Refusal } from "@ragstone/core";

/**
 * A refusal's text for readers.
 *
 * @param missing - terms that no source contains
 * @param absent - terms that no passage of the index contains
 */
export function refusalMessage(
  reason: Refusal["reason"],
  missing: readonly string[],
  absent: readonly string[],
): string {
  const named = missing.slice(0, 5).map((term) => `"${term}"`);
  const listed = named.length === 1 ? named[0] : `${named.slice(0, -1).join(", ")} or ${named.at(-1)}`;
  const where = missing.every((term) => absent.includes(term))
    ? "Nothing here mentions"
    : "The passages found do not mention";
  const details = named.length === 0 ? "" : ` ${where} ${listed}.`;
  if (reason === "unsupported") return `An answer was found, but the sources do not support all of it.${details}`;
  if (reason === "uncertain") return `No passage answers this clearly enough to be quoted as the answer.${details}`;
  if (reason === "needs-whole-document")
    return "This asks about all of a document or collection, and only passages of it were read: the answer could be wrong.";
  return `The indexed documents do not answer this.${details}`;
}
