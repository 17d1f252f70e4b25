import { namedIdentifiers } from "@ragstone/verify/internal";

const quoted = /[`"“]([^`"”\n]{2,60})[`"”]/gu;

/** What a question names exactly: identifiers and quoted words, lower case, without repeats. */
export function identifiersOf(question: string): readonly string[] {
  const inQuotes = Array.from(question.matchAll(quoted), (match) => match[1]!.toLowerCase());
  return [...new Set([...inQuotes, ...namedIdentifiers(question)])];
}
