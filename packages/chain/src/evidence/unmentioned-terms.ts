import type { Passage } from "@ragstone/core";
import { words } from "@ragstone/verify/internal";

/** The terms of which no passage contains a form, in order: terms reported as missing must be missing. */
export function unmentionedTerms(
  terms: readonly string[],
  passages: readonly Pick<Passage, "text">[],
): readonly string[] {
  if (terms.length === 0) return terms;
  const stems = new Set(passages.flatMap((passage) => words(passage.text).map((word) => word.stem)));
  return terms.filter((term) => !words(term).some((word) => stems.has(word.stem)));
}
