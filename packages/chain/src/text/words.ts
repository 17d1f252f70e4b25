import type { TextRange } from "@ragstone/core";
import { stem } from "./stem.js";

/** A word of a text with its range. */
export interface Word extends TextRange {
  /** As written. */
  readonly text: string;
  /** Lower case, without diacritics, apostrophe endings off. */
  readonly folded: string;
  /** Porter stem of {@link Word.folded}. */
  readonly stem: string;
}

const pattern = /\p{N}+(?:[.,]\p{N}+)*(?:[\p{L}\p{M}]+)?|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*\p{N}*|[½¼¾]/gu;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const ascii = /^\p{ASCII}*$/u;

/** Lower case, without diacritics and without `'s`. */
export function foldWord(text: string): string {
  let word = text.toLowerCase();
  const plain = ascii.test(word);
  if (plain && !word.includes("'")) return word;
  if (!plain) word = word.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/gu, "'").toLowerCase();
  if (word.endsWith("'s") || word.endsWith("s'")) word = word.slice(0, word.lastIndexOf("'"));
  return word;
}

/** Words in order. Digits with separators are one word (`1,200.5`); scripts without spaces give one word a character. Linear. */
export function words(text: string, from = 0, to = text.length): Word[] {
  const found: Word[] = [];
  const part = from === 0 && to === text.length ? text : text.slice(from, to);
  for (const match of part.matchAll(pattern)) {
    const written = match[0];
    const start = from + match.index;
    if (cjk.test(written)) {
      let at = start;
      for (const letter of written) {
        found.push({ start: at, end: at + letter.length, text: letter, folded: letter, stem: letter });
        at += letter.length;
      }
      continue;
    }
    const folded = foldWord(written);
    found.push({ start, end: start + written.length, text: written, folded, stem: stem(folded) });
  }
  return found;
}
