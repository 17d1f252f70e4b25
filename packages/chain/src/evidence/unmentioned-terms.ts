import type { Passage } from "@ragstone/core";
import { words } from "@ragstone/verify/internal";

/** Those of the terms of which no passage holds a form, in order: what is said to be missing must be. */
export function unmentionedTerms(
  terms: readonly string[],
  passages: readonly Pick<Passage, "text">[],
): readonly string[] {
  if (terms.length === 0) return terms;
  const stems = new Set(passages.flatMap((passage) => words(passage.text).map((word) => word.stem)));
  return terms.filter((term) => !words(term).some((word) => stems.has(word.stem)));
}
