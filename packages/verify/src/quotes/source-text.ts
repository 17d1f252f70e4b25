import type { TextRange } from "@ragstone/core";
import { normaliseText, type Likeness, type NormalisedText } from "./normalise-text.js";

/**
 * Longest text that is normalised whole, in UTF-16 units: about 0.1 s of work. Longer ones are searched exactly, and
 * near the passage.
 */
const maxNormalised = 2_000_000;

/** A document's text that quotes are looked for in. Keeps its normalised forms. */
export class SourceText {
  readonly text: string;
  readonly #forms = new Map<string, NormalisedText>();

  constructor(text: string) {
    this.text = text;
  }

  /** The text in comparable form, whole; `null` when it is too long for that. */
  form(likeness: Exclude<Likeness, "exact">, near?: TextRange): NormalisedText | null {
    const whole = near === undefined;
    if (whole && this.text.length > maxNormalised) return null;
    const from = near?.start ?? 0;
    const to = near?.end ?? this.text.length;
    const key = `${likeness}:${from}:${to}`;
    let form = this.#forms.get(key);
    if (form === undefined) {
      form = normaliseText(this.text, likeness, from, to);
      this.#forms.set(key, form);
    }
    return form;
  }
}
