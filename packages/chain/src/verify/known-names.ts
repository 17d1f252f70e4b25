import { findNames } from "../claims/names.js";

/** Names that texts write with a capital inside sentences, folded; looked for once, when first asked for. */
export function knownNames(texts: readonly string[]): () => ReadonlySet<string> {
  let known: Set<string> | undefined;
  return () => (known ??= new Set(texts.flatMap((text) => findNames(text)).flatMap((name) => (name.initial ? [] : [name.folded]))));
}
