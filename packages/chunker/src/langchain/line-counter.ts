/** Lines of a text, asked for at ascending positions: one pass over the text in all. */
export class LineCounter {
  readonly #text: string;
  #line = 1;
  #newline: number;

  constructor(text: string) {
    this.#text = text;
    this.#newline = text.indexOf("\n");
  }

  /** Line of the character at `position`, from 1. */
  lineAt(position: number): number {
    while (this.#newline >= 0 && this.#newline < position) {
      this.#line += 1;
      this.#newline = this.#text.indexOf("\n", this.#newline + 1);
    }
    return this.#line;
  }
}
