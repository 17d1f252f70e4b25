/** A text made comparable, with the way back: unit `i` of `text` came from `[starts[i], ends[i])` of the source. */
export interface NormalisedText {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * How much two texts may differ and still be the same words. `exact`: not at all. `typography`: white space, quotation
 * marks, dashes, ligatures, hyphens inside words, invisible characters. `markup`: also Markdown emphasis, code marks
 * and link targets. `case`: also letter case.
 */
export type Likeness = "exact" | "typography" | "markup" | "case";

const plainRun = /[A-Za-z0-9,;()%&$#@!?/+=]/u;
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\u{e0000}-\u{e007f}]/u;
const mark = /\p{M}/u;
const letter = /\p{L}/u;
const lower = /\p{Ll}/u;
const dashes = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/u;
/** Em dash and bar: they separate words like a space. */
const separators = /[\u2014\u2015]/u;
const doubleQuotes = /[\u201c-\u201f\u00ab\u00bb\u2033\u300c-\u300f\uff02]/u;
const singleQuotes = /[\u2018-\u201b\u2032\u2039\u203a\u00b4\uff07]/u;

/** Normalises `source.slice(from, to)`; offsets are offsets into `source`. Linear. */
export function normaliseText(
  source: string,
  likeness: Exclude<Likeness, "exact">,
  from = 0,
  to = source.length,
): NormalisedText {
  const normaliser = new Normaliser(source, likeness, to);
  for (let at = from; at < to;) at = normaliser.take(at);
  return normaliser.result();
}

class Normaliser {
  readonly #source: string;
  readonly #to: number;
  readonly #fold: boolean;
  readonly #markup: boolean;
  readonly #out: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #lastChar = " ";

  constructor(source: string, likeness: Exclude<Likeness, "exact">, to: number) {
    this.#source = source;
    this.#to = to;
    this.#fold = likeness === "case";
    this.#markup = likeness !== "typography";
  }

  result(): NormalisedText {
    return {
      text: this.#out.join(""),
      starts: Int32Array.from(this.#starts),
      ends: Int32Array.from(this.#ends),
    };
  }

  /** Takes what starts at `at`; returns where the rest starts. */
  take(at: number): number {
    const first = this.#source[at] ?? "";
    if (plainRun.test(first) && !/[\u0300-\u036f]/u.test(this.#source[at + 1] ?? "")) {
      return this.#put(first, at, at + 1);
    }
    const char = String.fromCodePoint(this.#source.codePointAt(at) ?? 0);
    const next = at + char.length;
    if (/\s/u.test(char)) return this.#takeSpace(at, next);
    if (invisible.test(char)) return next;
    if (char === "-" || dashes.test(char)) return this.#takeDash(char, at, next);
    if (doubleQuotes.test(char) || char === '"') return this.#put('"', at, next);
    if (singleQuotes.test(char) || char === "'") return this.#put("'", at, next);
    if (char === "…") return this.#put("...", at, next);
    return (this.#markup ? this.#skipMarkup(char, at, next) : null) ?? this.#takeLetter(at, next);
  }

  #put(text: string, start: number, end: number): number {
    const value = this.#fold ? text.toLowerCase() : text;
    this.#out.push(value);
    for (let i = 0; i < value.length; i += 1) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
    this.#lastChar = value.at(-1) ?? this.#lastChar;
    return end;
  }

  #takeSpace(at: number, next: number): number {
    let end = this.#afterSpace(next);
    // A dash between spaces separates, as the spaces alone do.
    const dashed = /^(?:-|\p{Pd}|\u2212)+\s+/u.exec(this.#source.slice(end, end + 16));
    if (dashed !== null) end += dashed[0].length;
    return this.#lastChar === " " ? end : this.#put(" ", at, end);
  }

  #afterSpace(from: number): number {
    let end = from;
    while (end < this.#to && /\s/u.test(this.#source[end] ?? "")) end += 1;
    return end;
  }

  #takeDash(char: string, at: number, next: number): number {
    if (letter.test(this.#lastChar)) {
      // A hyphen between letters is dropped on both sides, with the line break that may follow it: "inter-\nnational"
      // is "international".
      const end = this.#afterSpace(next);
      const after = this.#source[end] ?? "";
      const joins =
        end === next
          ? letter.test(after) && !separators.test(char)
          : this.#source.slice(next, end).includes("\n") && lower.test(after);
      if (joins) return end;
    }
    let end = next;
    while (end < this.#to && (this.#source[end] === "-" || dashes.test(this.#source[end] ?? ""))) end += 1;
    if (!separators.test(char) && end - at === 1) return this.#put("-", at, end);
    return this.#lastChar === " " ? end : this.#put(" ", at, end);
  }

  /** Where the rest starts after a mark of Markdown, `null` where there is none. */
  #skipMarkup(char: string, at: number, next: number): number | null {
    switch (char) {
      case "*":
      case "`":
      case "[":
        return next;
      case "_":
        return isWordUnit(this.#source[at - 1]) && isWordUnit(this.#source[next]) ? null : next;
      case "]": {
        const target = /^\]\([^()\s]{0,500}(?:\s"[^"\n]{0,200}")?\)/u.exec(this.#source.slice(at, at + 720));
        return at + (target === null ? 1 : target[0].length);
      }
      default:
        return null;
    }
  }

  /** A letter or sign with the marks that combine with it. */
  #takeLetter(at: number, next: number): number {
    let end = next;
    while (end < this.#to && mark.test(String.fromCodePoint(this.#source.codePointAt(end) ?? 0)))
      end += String.fromCodePoint(this.#source.codePointAt(end) ?? 0).length;
    return this.#put(this.#source.slice(at, end).normalize("NFKC"), at, end);
  }
}

function isWordUnit(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}_]/u.test(char);
}
