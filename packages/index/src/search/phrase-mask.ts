import { analyzerFor } from "@ragstone/tokenizers/words";
import { maxBlock } from "../text/text-index.js";
import type { Corpus } from "../text/corpus.js";

/** Terms of a quotation that are looked up; chunks with all of them are read anyway. */
const maxTerms = 255;

export interface PhraseMaskParts {
  readonly corpus: Pick<Corpus, "terms" | "languages">;
  readonly phrases: readonly string[];
  /** Ordinals lie below. */
  readonly end: number;
}

/**
 * The chunks that contain every word of the phrases, anywhere: 1 by ordinal. No other chunk can contain a phrase.
 */
export function phraseMask({ corpus: { terms: index, languages }, phrases, end }: PhraseMaskParts): {
  readonly mask: Uint8Array;
  readonly chunks: number;
} {
  const held = new Uint8Array(end);
  const ordinals = new Int32Array(maxBlock);
  const counts = new Int32Array(maxBlock);
  for (const analyzer of new Set(languages.map(analyzerFor))) {
    const terms = [...new Set(phrases.flatMap((phrase) => analyzer.terms(phrase)))]
      .slice(0, maxTerms)
      .map((term) => index.postings(term));
    // Counts how many of the terms so far a chunk contains.
    const met = new Uint8Array(end);
    for (const [before, { blocks }] of terms.entries()) {
      for (const block of blocks) {
        const length = block.read(ordinals, counts);
        for (let at = 0; at < length; at += 1) if (met[ordinals[at]!] === before) met[ordinals[at]!] = before + 1;
      }
    }
    met.forEach((count, ordinal) => {
      if (count === terms.length) held[ordinal] = 1;
    });
  }
  return { mask: held, chunks: held.reduce((sum, has) => sum + has, 0) };
}
