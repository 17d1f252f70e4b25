import { editDistance, editsToPrefixes } from "@ragstone/core";
import { bitsOf } from "./bits-of.js";
import { lettersOf } from "./letters-of.js";

/** Letters by which a word may be longer than its stem, beyond the edits: `configuration` is stored as `configur`. */
const maxEnding = 7;

/** Below this length a stem says little about a word that is much longer. */
const minStem = 5;

/** Letters that any stem may lack. */
const shortEnding = 3;

/** A stored term that may be the stem of the word that a typo means. */
export interface SimilarTerm {
  readonly term: string;
  /** Edits between the term and the word, or the word's stem. */
  readonly edits: number;
}

/** Positions of the terms that begin with two letters. */
interface Beginning {
  readonly first: number;
  /** `NaN` for a term of one letter. */
  readonly second: number;
  readonly from: number;
  to: number;
}

/** A word as it is compared with terms. */
export interface ComparedWord {
  /** Lower case, without accents. */
  readonly word: string;
  readonly stem: string;
  readonly maxEdits: number;
}

/**
 * The terms of an index in one string, with the letters of each as bits, so that few of 100,000 terms have to be
 * compared with a word letter by letter.
 */
export class Vocabulary {
  readonly #terms: string;
  readonly #starts: Int32Array;
  /** In order. */
  readonly #beginnings: Beginning[] = [];
  /** Of each term's stable part. */
  readonly #letters: Int32Array;
  readonly #lengths: Uint8Array;

  /** @param unsorted - terms of at most 255 letters */
  constructor(unsorted: readonly string[]) {
    const terms = unsorted.toSorted();
    this.#terms = terms.join("\n");
    this.#starts = new Int32Array(terms.length + 1);
    this.#letters = new Int32Array(terms.length);
    this.#lengths = new Uint8Array(terms.length);
    let start = 0;
    for (const [at, term] of terms.entries()) {
      const stable = stablePart(term);
      const [first, second] = [term.charCodeAt(0), term.charCodeAt(1)];
      const last = this.#beginnings.at(-1);
      if (last?.first === first && last.second === second) last.to = at + 1;
      else this.#beginnings.push({ first, second, from: at, to: at + 1 });
      this.#letters[at] = lettersOf(stable);
      this.#lengths[at] = stable.length;
      start += term.length + 1;
      this.#starts[at + 1] = start;
    }
  }

  /**
   * Terms within the allowed edits of the word's stem, or within one of a beginning of the word (a typo in an ending
   * hides it from the stemmer), in no promised order.
   *
   * @param first - whether terms begin with the word's first letter, or with another one
   */
  similar(compared: ComparedWord, first: "same" | "other"): SimilarTerm[] {
    const { word, stem, maxEdits } = compared;
    const found: SimilarTerm[] = [];
    const max = word.length + maxEdits;
    const min = Math.max(2, Math.min(word.length - shortEnding, Math.max(minStem, word.length - maxEnding)) - 1);
    // A term near a beginning of the word has all but one letter of the beginning that is shorter by one.
    const beginnings = Array.from({ length: max + 1 }, (_, length) =>
      lettersOf(word.slice(0, Math.max(0, length - 1))),
    );
    const all = lettersOf(word);
    const ofStem = lettersOf(stem);
    const ofStableStem = lettersOf(stablePart(stem));
    for (const { from, to } of this.#beginningsFor(word, first)) {
      for (let at = from; at < to; at += 1) {
        const length = this.#lengths[at]!;
        if (length < min || length > max) continue;
        const letters = this.#letters[at]!;
        const mayBegin = bitsOf(letters & ~all) <= 1 && bitsOf(beginnings[length]! & ~letters) <= 1;
        const mayBeStem = bitsOf(letters & ~ofStem) <= maxEdits && bitsOf(ofStableStem & ~letters) <= maxEdits;
        if (!mayBegin && !mayBeStem) continue;
        const term = this.#terms.slice(this.#starts[at], this.#starts[at + 1]! - 1);
        const edits = editsOf(term, compared);
        if (edits !== null) found.push({ term, edits });
      }
    }
    return found;
  }

  /** With the word's first letter, or with another one where it was left out, replaced, added, or swapped. */
  #beginningsFor(word: string, letter: "same" | "other"): readonly Beginning[] {
    const [one, two] = [word.charCodeAt(0), word.charCodeAt(1)];
    return this.#beginnings.filter(({ first, second }) =>
      letter === "same" ? first === one : first !== one && (first === two || second === one || second === two),
    );
  }
}

/** The edits between a stored stem and a word, or `null` where no form of the stem can be the word. */
function editsOf(term: string, { word, stem, maxEdits }: ComparedWord): number | null {
  const toStem = editDistance(withoutLanguage(term), stem);
  const toWord = editsToPrefixes(stablePart(term), word);
  let nearest = toWord[0]!;
  for (const edits of toWord) if (edits < nearest) nearest = edits;
  return toStem <= maxEdits || nearest <= 1 ? Math.min(toStem, toWord.at(-1)!) : null;
}

/** Without a last letter that stemmers change: `keys` is stored as `kei`. */
function stablePart(term: string): string {
  const plain = withoutLanguage(term);
  return plain.endsWith("i") || plain.endsWith("y") ? plain.slice(0, -1) : plain;
}

function withoutLanguage(term: string): string {
  const end = term.indexOf("\u0001");
  return end < 0 ? term : term.slice(0, end);
}
