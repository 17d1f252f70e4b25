import { createRequire } from "node:module";
import { stemmer as porter } from "stemmer";

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

const loaded = new Map<string, (word: string) => string>();
/** Stems that are remembered per language: looking one up takes a hundredth of the time of making it. */
const mostRemembered = 50_000;

/**
 * The stemmer of a language for lower-case words; one that changes nothing for a language without. English and unknown
 * text share Porter's.
 *
 * @param language - ISO 639-1, or `null` where unknown
 */
export function stemmerOf(language: string | null): (word: string) => string {
  if (language === null || language === "en") return (word) => (/^[a-z]+$/.test(word) ? porter(word) : word);
  const algorithm = algorithms[language];
  if (algorithm === undefined) return (word) => word;
  let stem = loaded.get(algorithm);
  if (stem === undefined) {
    // Loaded by the first document in such a language only.
    const require = createRequire(import.meta.url);
    const snowball = require("snowball-stemmers") as Snowball;
    const instance = snowball.newStemmer(algorithm);
    stem = remembering((word) => instance.stem(word));
    loaded.set(algorithm, stem);
  }
  return stem;
}

function remembering(stem: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    let found = known.get(word);
    if (found === undefined) {
      found = stem(word);
      if (known.size >= mostRemembered) known.clear();
      known.set(word, found);
    }
    return found;
  };
}
