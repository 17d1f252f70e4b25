import type { Passage } from "@ragstone/core";
import { isInstruction, quotesInstruction } from "@ragstone/verify/internal";
import type { Excerpt } from "./excerpt.js";

/**
 * Keeps excerpts from answers that stand in text which gives orders to a model. Looks only at passages that it is asked
 * about.
 */
export class OrderFilter {
  readonly #suspicious = new Map<Passage, boolean>();

  passes({ passage, pieces }: Excerpt): boolean {
    let suspicious = this.#suspicious.get(passage);
    if (suspicious === undefined) {
      suspicious = isInstruction(passage.text);
      this.#suspicious.set(passage, suspicious);
    }
    return !suspicious || !pieces.some((piece) => quotesInstruction(passage.text, piece));
  }
}
