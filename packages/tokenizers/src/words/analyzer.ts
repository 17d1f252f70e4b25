import { wordForm, type WordForm } from "./word-form.js";

/** Words of letters, digits and marks, as FTS5's `unicode61` cuts them. */
const words = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * Scripts that are written without spaces, or whose words change by endings that no stemmer here knows: cut in bigrams.
 */
const unspaced = ["Han", "Hiragana", "Katakana", "Hangul", "Thai", "Lao", "Khmer", "Myanmar"]
  .map((script) => String.raw`\p{scx=${script}}`)
  .join("");
const bigramRuns = new RegExp(`[${unspaced}]+|[^${unspaced}]+`, "gu");
const bigramScript =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

/** Longer words are cut to this: encoded data is no word, and a question cuts it alike. */
const maxTermLength = 64;

/** Words whose terms are remembered; above it the memory is emptied. 18 MB of prose has about 60,000. */
const maxRemembered = 100_000;

const ascii = /^[\x21-\x7e]+$/;

/** Texts to terms, as the index stores them. */
export interface Analyzer {
  /** The terms of a text in order. */
  terms(text: string): string[];
  /** The terms of one word that {@link wordsOf} gave: one, or the bigrams of a script without spaces. */
  termsOf(word: string): string | readonly string[];
}

/** The words of a text in order, as they are written. */
export function wordsOf(text: string): readonly string[] {
  return text.match(words) ?? [];
}

const analyzers = new Map<string, Analyzer>();

/** @param language - ISO 639-1, or `null` where unknown */
export function analyzerFor(language: string | null): Analyzer {
  const form = wordForm(language);
  let analyzer = analyzers.get(form.suffix);
  if (analyzer === undefined) analyzers.set(form.suffix, (analyzer = createAnalyzer(form)));
  return analyzer;
}

function createAnalyzer(form: WordForm): Analyzer {
  const remembered = new Map<string, string | readonly string[]>();
  const termsOf = (word: string) => {
    let found = remembered.get(word);
    if (found === undefined) {
      found = termsOfWord(word, form);
      if (remembered.size >= maxRemembered) remembered.clear();
      // A slice keeps the whole text alive in V8; a copy does not.
      remembered.set(Buffer.from(word).toString(), found);
    }
    return found;
  };
  return { termsOf, terms: (text) => wordsOf(text).flatMap(termsOf) };
}

function termsOfWord(word: string, form: WordForm): string | readonly string[] {
  if (ascii.test(word)) return form.stem(word.slice(0, maxTermLength).toLowerCase()) + form.suffix;
  const lower = word.normalize("NFKC").toLowerCase();
  if (!bigramScript.test(lower)) return reduce(lower, form);
  return (lower.match(bigramRuns) ?? []).flatMap((run) => (bigramScript.test(run) ? bigrams(run) : reduce(run, form)));
}

function reduce(lower: string, form: WordForm): string {
  const stemmed = form.stem(Array.from(lower).slice(0, maxTermLength).join(""));
  return stemmed.normalize("NFD").replaceAll(/\p{M}/gu, "") + form.suffix;
}

/** Bigrams belong to no language: the same term from a Chinese text and from a Chinese name in an English one. */
function bigrams(run: string): string[] {
  const letters = Array.from(run);
  if (letters.length === 1) return letters;
  return letters.slice(1).map((letter, index) => letters[index]! + letter);
}
