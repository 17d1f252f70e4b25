import { isSameDocument, type Citation, type TextRange } from "@ragstone/core";
import type { CitedSource } from "../quotes/cited-source.js";

/** The citations of one answer, numbered from 1 in the order in which they were made; the same span has one number. */
export class CitationList {
  readonly #citations: Citation[];

  /** @param earlier - citations that keep their numbers @defaultValue none */
  constructor(earlier: readonly Citation[] = []) {
    this.#citations = [...earlier];
  }

  get all(): readonly Citation[] {
    return this.#citations;
  }

  /** The citation of a span, and whether this call made it. */
  cite(source: CitedSource, range: TextRange): { readonly citation: Citation; readonly fresh: boolean } {
    const known = this.#citations.find(
      (other) => isSameDocument(other, source) && other.start === range.start && other.end === range.end,
    );
    if (known !== undefined) return { citation: known, fresh: false };
    const citation: Citation = {
      id: this.#citations.length + 1,
      origin: source.origin,
      path: source.path,
      sha256: source.sha256,
      start: range.start,
      end: range.end,
      quote: source.document.text.slice(range.start, range.end),
      headings: source.headingsOf(range),
      ...source.pagesOf(range),
    };
    this.#citations.push(citation);
    return { citation, fresh: true };
  }
}
