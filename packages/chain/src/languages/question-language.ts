import { words } from "@ragstone/verify/internal";
import { stopWordsOf } from "./stop-words-of.js";

/**
 * The language of a question among English and those of the documents found for it, by its stop words: a question is
 * too short to be recognised by its letters. Where several have as many, that of the documents counts.
 *
 * @param documents - ISO 639-1 codes, best document first, `null` where unknown
 * @returns ISO 639-1; `null` for English
 */
export function questionLanguage(question: string, documents: readonly (string | null)[]): string | null {
  const languages = [...new Set(documents.map((language) => language ?? "en"))];
  if (languages.every((language) => language === "en")) return null;
  const list = words(question);
  const count = (language: string): number => {
    const stops = stopWordsOf(language);
    return list.filter(({ folded }) => stops.has(folded)).length;
  };
  const [best] = [...new Set([...languages, "en"])]
    .map((language) => ({ language, found: count(language) }))
    .sort((left, right) => right.found - left.found);
  return best === undefined || best.language === "en" ? null : best.language;
}
