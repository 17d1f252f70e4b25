/** UTF-16 units collected one by one: a string grown by `+=` is a tree that costs its length again to read and to throw away. */
export class UnitBuffer {
  readonly #units = shared;
  #length = 0;
  #done = "";

  add(text: string): void {
    if (this.#length + text.length > this.#units.length) this.#flush();
    for (let index = 0; index < text.length; index += 1) this.#units[this.#length + index] = text.charCodeAt(index);
    this.#length += text.length;
  }

  /** What was added so far. The buffer is shared: one is used at a time. */
  text(): string {
    this.#flush();
    return this.#done;
  }

  #flush(): void {
    this.#done += String.fromCharCode.apply(null, this.#units.subarray(0, this.#length) as unknown as number[]);
    this.#length = 0;
  }
}

/** Lines are shorter, and `String.fromCharCode` takes as many arguments. Letters of one glyph are far fewer. */
const shared = new Uint16Array(2048);
