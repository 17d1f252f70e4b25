import type { Answer, AnswerPart, Citation } from "@ragstone/core";

type Named<T> = T & { readonly collection: string };

/** An answer whose citations and sources name the collection that they are from. */
export function inCollection(answer: Answer, collection: string) {
  const named = <T>(items: readonly T[]): Named<T>[] => items.map((item) => ({ ...item, collection }));
  return { ...answer, citations: named(answer.citations), sources: named(answer.sources) };
}

/** The same of a part of a stream. */
export function partInCollection(part: AnswerPart, collection: string): AnswerPart {
  if (part.type === "answer") return { ...part, answer: inCollection(part.answer, collection) };
  return part.type === "citation" ? { ...part, citation: { ...part.citation, collection } as Citation } : part;
}
