import { findNames } from "../values/names.js";
import type { CitedSource } from "../quotes/cited-source.js";

/**
 * Names that sources write with a capital inside sentences, folded; looked for once, when first asked for. Headings say
 * nothing of names: any word has a capital there.
 */
export function knownNames(sources: readonly CitedSource[]): () => ReadonlySet<string> {
  let known: Set<string> | undefined;
  return () => {
    if (known !== undefined) return known;
    known = new Set();
    for (const { document, units } of sources) {
      for (const { start, end } of units())
        for (const name of findNames(document.text.slice(start, end))) if (!name.initial) known.add(name.folded);
    }
    return known;
  };
}
