import type { Passage } from "@ragstone/core";
import { hasIdentifier, namedIdentifiers } from "@ragstone/verify/internal";

const quoted = /[`"“][^`"”\n]*[`"”]/gu;

/** Identifiers of a question, quoted words apart, that no passage contains as a whole, nor its headings or path. */
export function absentIdentifiers(question: string, passages: readonly Passage[]): readonly string[] {
  const wanted = namedIdentifiers(question.replace(quoted, " "));
  if (wanted.length === 0) return wanted;
  const all = passages.map(({ text, headings, path }) => [text, ...headings, path].join("\n")).join("\n");
  return wanted.filter((name) => !hasIdentifier(all, name));
}
