import type { TextRange } from "@ragstone/core";
import { words, type Word } from "../text/words.js";
import type { CitedSource } from "./cited-source.js";

/** Shortest quote, in words, that is recognised with words left out. */
const leastWords = 5;
/** One word may be left out for each so many that are there. */
const wordsPerOmission = 5;
/** Words that change the meaning of a text are not left out by accident. */
const essential = /^(?:not|no|never|none|neither|nor|without|cannot|only|unless|except|.*n't|.*\p{N}.*)$/u;

/**
 * The place of a quote that leaves out a few words of its source without saying so, `null` if there is no such place, or
 * more than one. The words of the quote are there in order, none is another word, one at a place is left out, and no
 * number and no negation. Looks into the passage alone.
 */
export function findWithOmissions({ document, passage }: CitedSource, quote: string): TextRange | null {
  const wanted = words(quote);
  if (wanted.length < leastWords) return null;
  const list = words(document.text, passage.start, passage.end);
  const allowed = Math.floor(wanted.length / wordsPerOmission);
  const found: TextRange[] = [];
  list.forEach((word, at) => {
    if (word.folded !== wanted[0]!.folded) return;
    const last = lastWord(list, at, wanted, allowed);
    if (last !== null && ends(document.text.slice(word.start, last.end)) <= ends(quote.trimEnd()))
      found.push({ start: word.start, end: last.end });
  });
  return found.length === 1 ? found[0]! : null;
}

/** Ends of sentences in a text: a quote that leaves one out is put together from two sentences. */
function ends(text: string): number {
  return text.match(/[.!?;]\s|\n\s*\n/gu)?.length ?? 0;
}

/** The last word of a quote that starts at a place of a list; `null` if the quote is not there. */
function lastWord(list: readonly Word[], start: number, wanted: readonly Word[], allowed: number): Word | null {
  let at = start;
  let omitted = 0;
  for (const { folded } of wanted.slice(1)) {
    at += 1;
    if (list[at]?.folded === folded) continue;
    // One word at a place: pieces of a stitched quote are further apart.
    omitted += 1;
    if (omitted > allowed || list[at] === undefined || essential.test(list[at]!.folded)) return null;
    at += 1;
    if (list[at]?.folded !== folded) return null;
  }
  return list[at]!;
}
