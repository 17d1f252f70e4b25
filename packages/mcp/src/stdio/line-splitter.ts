const lineFeed = 0x0a;

/** Splits bytes into lines of bounded length. */
export class LineSplitter {
  readonly #maxBytes: number;
  readonly #onTooLong: () => void;
  #parts: Buffer[] = [];
  #bytes = 0;
  #skipping = false;

  /** @param onTooLong - called once for each line above the limit, which is left out */
  constructor(maxBytes: number, onTooLong: () => void) {
    this.#maxBytes = maxBytes;
    this.#onTooLong = onTooLong;
  }

  /** The lines that end in this piece, without their ends. */
  push(piece: Buffer): string[] {
    const lines: string[] = [];
    let from = 0;
    for (let end = piece.indexOf(lineFeed); end !== -1; end = piece.indexOf(lineFeed, from)) {
      this.#add(piece.subarray(from, end));
      if (!this.#skipping) lines.push(Buffer.concat(this.#parts).toString("utf8"));
      this.#reset();
      this.#skipping = false;
      from = end + 1;
    }
    this.#add(piece.subarray(from));
    return lines;
  }

  #add(part: Buffer): void {
    if (this.#skipping) return;
    this.#bytes += part.length;
    if (this.#bytes <= this.#maxBytes) {
      this.#parts.push(part);
      return;
    }
    this.#reset();
    this.#skipping = true;
    this.#onTooLong();
  }

  #reset(): void {
    this.#parts = [];
    this.#bytes = 0;
  }
}
