import { normaliseText, type Likeness } from "./normalise-text.js";

/** A quote that is looked for, in one text or several. Keeps its normalised forms. */
export class WantedQuote {
  /** Without ellipses at its ends. */
  readonly text: string;
  readonly #forms = new Map<Likeness, string>();
  #unstopped: WantedQuote | undefined;

  constructor(text: string) {
    this.text = text.trim().replace(/^(?:\.\.\.|…)\s*|\s*(?:\.\.\.|…)$/gu, "");
  }

  /** The quote in comparable form, trimmed. */
  form(likeness: Exclude<Likeness, "exact">): string {
    let form = this.#forms.get(likeness);
    if (form === undefined) {
      form = normaliseText(this.text, likeness).text.trim();
      this.#forms.set(likeness, form);
    }
    return form;
  }

  /** The quote without the punctuation at its end; itself when there is none. */
  get withoutFinalStop(): WantedQuote {
    if (this.#unstopped === undefined) {
      const text = this.text.replace(/[.,;:!?]+$/u, "");
      this.#unstopped = text === this.text ? this : new WantedQuote(text);
    }
    return this.#unstopped;
  }

  /** The pieces between ellipses, when there are several. */
  get pieces(): readonly WantedQuote[] {
    const pieces = this.text
      .split(/\s*(?:\[?(?:\.\s?\.\s?\.|…)\]?)\s*/u)
      .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
    return pieces.length > 1 ? pieces.map((piece) => new WantedQuote(piece)) : [];
  }
}
