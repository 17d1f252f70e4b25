import { createRequire } from "node:module";
import { foldWord, stopWords } from "@ragstone/verify/internal";

const known = new Map<string, ReadonlySet<string>>([["en", stopWords]]);

/**
 * Words of a language that say nothing of a topic, its question words among them, folded. Those of English are the
 * project's own; those of other languages come from `stopwords-iso`, which is loaded for the first such language. Empty
 * for a language that it does not have.
 *
 * @param language - ISO 639-1
 */
export function stopWordsOf(language: string): ReadonlySet<string> {
  let list = known.get(language);
  if (list === undefined) {
    const require = createRequire(import.meta.url);
    const lists = require("stopwords-iso") as Readonly<Record<string, readonly string[]>>;
    list = new Set((lists[language] ?? []).map(foldWord).flatMap(spellings));
    known.set(language, list);
  }
  return list;
}

/** German lists have the Swiss spelling of some words only: "heisst". */
function spellings(word: string): readonly string[] {
  return word.includes("ss") ? [word, word.replaceAll("ss", "ß")] : [word];
}
