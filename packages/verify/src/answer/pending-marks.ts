import type { RawCitation } from "../quotes/citation-parser.js";
import type { CitedSource } from "../quotes/cited-source.js";
import { marker } from "./find-claim-end.js";
import { locateCitation, type LocatedCitation } from "../quotes/locate-citation.js";

const nowhere: LocatedCitation = { place: null, problem: "quote-not-found" };

/**
 * The citations of text that is not part of a finished claim, in the order of their markers; each is looked for once,
 * when first asked for.
 */
export class PendingMarks {
  readonly #sources: readonly CitedSource[];
  readonly #raws: RawCitation[] = [];
  readonly #located: LocatedCitation[] = [];

  constructor(sources: readonly CitedSource[]) {
    this.#sources = sources;
  }

  add(...citations: readonly RawCitation[]): void {
    this.#raws.push(...citations);
  }

  /** @param text - that text, with its markers */
  locate(index: number, text: string): LocatedCitation {
    while (this.#located.length <= index) {
      const raw = this.#raws[this.#located.length];
      const before = text
        .split(marker)
        .slice(0, this.#located.length + 1)
        .join("");
      this.#located.push(raw === undefined ? nowhere : locateCitation(raw, before, this.#sources));
    }
    return this.#located[index] ?? nowhere;
  }

  /** Drops the first citations: their claim is finished. */
  forget(count: number): void {
    this.#raws.splice(0, count);
    this.#located.splice(0, count);
  }
}
