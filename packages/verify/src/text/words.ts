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

/** Distinct words of a text as {@link Word.folded}, without the cost of their stems. */
export function foldedWords(text: string): ReadonlySet<string> {
  const written = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    if (cjk.test(match[0])) for (const letter of match[0]) written.add(letter);
    else written.add(match[0]);
  }
  return new Set([...written].map((word) => (cjk.test(word) ? word : foldWord(word))));
}

/**
 * Words in order. Digits with separators are one word (`1,200.5`); scripts without spaces give one word a character.
 * Linear.
 */
export function words(text: string, from = 0, to = text.length): Word[] {
  const found: Word[] = [];
  const part = from === 0 && to === text.length ? text : text.slice(from, to);
  const known = new Map<string, { readonly folded: string; readonly stem: string }>();
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
    let forms = known.get(written);
    if (forms === undefined) {
      const folded = foldWord(written);
      forms = { folded, stem: stem(folded) };
      known.set(written, forms);
    }
    found.push({ start, end: start + written.length, text: written, folded: forms.folded, stem: forms.stem });
  }
  return found;
}
