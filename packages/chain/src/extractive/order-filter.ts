import type { Passage } from "@ragstone/core";
import { isInstruction, quotesInstruction } from "@ragstone/verify/internal";
import type { Excerpt } from "./excerpt.js";

/** A citation as answers have it: in a source it is forged, so that readers see evidence that nobody checked. */
const forgedCitation = /\[\d{1,3}:\s*["“][^\]\n]*\]/u;

/**
 * Rejects excerpts from text that gives orders to a model, and excerpts with forged citations.
 */
export class OrderFilter {
  readonly #suspicious = new Map<Passage, boolean>();

  passes({ passage, pieces, element }: Excerpt): boolean {
    let suspicious = this.#suspicious.get(passage);
    if (suspicious === undefined) {
      suspicious = isInstruction(passage.text);
      this.#suspicious.set(passage, suspicious);
    }
    if (element.kind !== "code" && pieces.some(({ start, end }) => forgedCitation.test(passage.text.slice(start, end))))
      return false;
    return !suspicious || !pieces.some((piece) => quotesInstruction(passage.text, piece));
  }
}
