import { createRequire } from "node:module";
import { stemmer as porter } from "stemmer";

type Stem = (word: string) => string;

interface Snowball {
  newStemmer(algorithm: string): { stem(word: string): string };
}

/** Languages with a Snowball stemmer (snowballstem.org), by ISO 639-1. */
const algorithms: Readonly<Record<string, string>> = {
  ar: "arabic",
  da: "danish",
  de: "german",
  es: "spanish",
  fi: "finnish",
  fr: "french",
  hu: "hungarian",
  it: "italian",
  nb: "norwegian",
  nl: "dutch",
  nn: "norwegian",
  no: "norwegian",
  pt: "portuguese",
  ro: "romanian",
  ru: "russian",
  sl: "slovene",
  sv: "swedish",
  tr: "turkish",
  ca: "catalan",
  cs: "czech",
};

const require = createRequire(import.meta.url);
const loaded = new Map<string, Stem>();

/**
 * The stemmer of a language. English and unknown text share Porter's stemmer and one term space: text too short for
 * language detection is then found by questions in English. Other languages have separate terms, since the same letters
 * are another word there.
 */
export interface WordForm {
  /** Ends every term of the language; empty for English and unknown. */
  readonly suffix: string;
  readonly stem: Stem;
}

const english: WordForm = { suffix: "", stem: (word) => (/^[a-z]+$/.test(word) ? porter(word) : word) };

/** @param language - ISO 639-1, or `null` where unknown */
export function wordForm(language: string | null): WordForm {
  if (language === null || language === "en") return english;
  const algorithm = algorithms[language];
  const suffix = `\u0001${language}`;
  if (algorithm === undefined) return { suffix, stem: (word) => word };
  let stem = loaded.get(algorithm);
  if (stem === undefined) {
    // Loaded by the first document in such a language only.
    const snowball = require("snowball-stemmers") as Snowball;
    const instance = snowball.newStemmer(algorithm);
    stem = (word) => instance.stem(word);
    loaded.set(algorithm, stem);
  }
  return { suffix, stem };
}
