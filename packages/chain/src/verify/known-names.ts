import { findNames } from "../claims/names.js";

/** Names that texts write with a capital inside sentences, folded. */
export function knownNames(texts: readonly string[]): Set<string> {
  const known = new Set<string>();
  for (const text of texts) for (const name of findNames(text)) if (!name.initial) known.add(name.folded);
  return known;
}
