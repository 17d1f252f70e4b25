import { isSameMeaning } from "../text/same-meaning.js";
import { stopWords } from "../text/stop-words.js";
import type { Word } from "../text/words.js";

/** Words that connect sentences, and verbs of plain instructions: they add nothing to what is claimed. */
const connecting =
  /^(?:additionally|alternatively|also|instead|finally|afterwards|furthermore|moreover|lastly|next|first|second|use|using|run|therefore|otherwise|simply|following)$/u;

/**
 * Share of the claim's content words whose stem, or a word that starts alike, is in the evidence. 1 when there are
 * none.
 */
export function contentOverlap(claim: readonly Word[], evidence: readonly Word[]): number {
  const content = claim.filter((word) => !stopWords.has(word.folded) && !connecting.test(word.folded));
  if (content.length === 0) return 1;
  const stems = new Set(evidence.map((word) => word.stem));
  const starts = new Set([...stems].map((word) => word.slice(0, 5)));
  return (
    content.filter(
      (word) =>
        stems.has(word.stem) ||
        (word.stem.length >= 5 && starts.has(word.stem.slice(0, 5))) ||
        evidence.some((other) => isSameMeaning(word, other)),
    ).length / content.length
  );
}
