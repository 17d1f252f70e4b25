import { isSameFamily, type Word, words as wordsOf } from "@ragstone/verify/internal";
import { sharesStem } from "./shares-stem.js";
import { stopWordsOf } from "./stop-words-of.js";

/** How the words of a question and its documents are read. */
export interface TextLanguage {
  /** Rules about capital letters, question words and kinds of values hold in English only. */
  readonly isEnglish: boolean;
  /** Whether only names have capital letters inside a sentence. */
  readonly hasCapitalNames: boolean;
  readonly stopWords: ReadonlySet<string>;
  /** Words in order, with stems of the language. */
  readonly words: (text: string, from?: number, to?: number) => readonly Word[];
  /** Whether two words of different stems are of one family. */
  readonly areRelated: (left: Pick<Word, "stem">, right: Pick<Word, "stem">) => boolean;
}

const english: TextLanguage = {
  isEnglish: true,
  hasCapitalNames: true,
  stopWords: stopWordsOf("en"),
  words: wordsOf,
  areRelated: isSameFamily,
};

/** Languages that capitalise common nouns. */
const capitalisedNouns: ReadonlySet<string> = new Set(["de", "lb"]);

/**
 * @param code - ISO 639-1; `undefined` for English and unknown
 * @param stem - of the language; without, words of other languages than English have the same form everywhere
 */
export function textLanguage(code?: string, stem: (word: string) => string = (word) => word): TextLanguage {
  if (code === undefined || code === "en") return english;
  return {
    isEnglish: false,
    hasCapitalNames: !capitalisedNouns.has(code),
    stopWords: stopWordsOf(code),
    words: (text, from, to) => wordsOf(text, from, to).map((word) => ({ ...word, stem: stem(word.folded) })),
    areRelated: sharesStem,
  };
}
