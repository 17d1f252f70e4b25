/** Tags that load or run something where an answer is shown as HTML. */
const loading = "img script iframe object embed svg link meta form style video audio source base input button".split(
  " ",
);
const longest = Math.max(...loading.map((name) => name.length));

/**
 * Takes from a model's stream what would load by itself where the answer is shown: the `!` of Markdown images, so that
 * a link is left which nobody follows unasked, and the bracket of HTML tags that load, which becomes `‹`. Holds back a
 * row of exclamation marks or the name of a tag; every split of a stream gives the same text.
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
