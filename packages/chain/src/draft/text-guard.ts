/** Tags that load or run something where an answer is shown as HTML. */
const loading = "img script iframe object embed svg link meta form style video audio source base input button".split(
  " ",
);
const longest = Math.max(...loading.map((name) => name.length));

/**
 * Disables constructs in a model's stream that would load where the answer is displayed: the `!` of Markdown images,
 * which leaves a link that is not followed automatically, and the bracket of HTML tags that load, which becomes `‹`.
 * Buffers a run of exclamation marks or a tag name; every split of a stream gives the same text.
 */
export class TextGuard {
  #held = "";

  push(piece: string): string {
    return this.#take(this.#held + piece, false);
  }

  finish(): string {
    return this.#take(this.#held, true);
  }

  #take(text: string, final: boolean): string {
    const tag = /<\/?[a-z]*$/iu.exec(text.slice(-(longest + 3)))?.[0];
    this.#held = final ? "" : (tag ?? /!+$/u.exec(text)?.[0] ?? "");
    const safe = text.slice(0, text.length - this.#held.length);
    return safe
      .replace(/!+\[/gu, "[")
      .replace(/<(\/?)([a-z]+)/giu, (tag, slash: string, name: string) =>
        loading.includes(name.toLowerCase()) ? `‹${slash}${name}` : tag,
      );
  }
}
