import type { Refusal } from "@ragstone/core";

/** What a refusal says to a reader. */
export function refusalMessage(reason: Refusal["reason"], missing: readonly string[]): string {
  const named = missing.slice(0, 5).map((term) => `"${term}"`);
  const absent = named.length === 0 ? "" : ` Nothing here mentions ${named.length === 1 ? named[0] : `${named.slice(0, -1).join(", ")} or ${named.at(-1)}`}.`;
  if (reason === "unsupported") return `An answer was found, but the sources do not support all of it.${absent}`;
  if (reason === "needs-whole-document") return "This asks about all of a document or collection, and only passages of it were read: the answer could be wrong.";
  return `The indexed documents do not answer this.${absent}`;
}
