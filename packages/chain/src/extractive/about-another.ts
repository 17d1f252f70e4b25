import { namedIdentifiers } from "@ragstone/verify/internal";
import type { Excerpt } from "./excerpt.js";

/**
 * Tells excerpts about another thing than the question: where a definition term or a nearest heading is one of the
 * question's identifiers, excerpts under another identifier are about that one ("reserved_connections" against
 * "max_connections").
 */
export function aboutAnother(question: string, excerpts: readonly Excerpt[]): (excerpt: Excerpt) => boolean {
  const wanted = new Set(namedIdentifiers(question));
  if (wanted.size === 0) return () => false;
  const subjects = new Map(excerpts.map((excerpt) => [excerpt.element, namedIdentifiers(labelOf(excerpt))]));
  const isWanted = (names: readonly string[]): boolean => names.some((name) => wanted.has(name));
  if (![...subjects.values()].some(isWanted)) return () => false;
  return ({ element }) => {
    const names = subjects.get(element) ?? [];
    return names.length > 0 && !isWanted(names);
  };
}

function labelOf({ passage, element: { term, headings } }: Excerpt): string {
  return term === null ? (headings.at(-1) ?? "") : passage.text.slice(term.start, term.end);
}
