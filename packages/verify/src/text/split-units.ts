import type { TextRange } from "@ragstone/core";

/** A self-contained piece of a text: a sentence, a list item, a table row, a block of code, a heading. */
export interface TextUnit extends TextRange {
  readonly kind: "sentence" | "list-item" | "row" | "code" | "heading";
  /** Counts paragraphs: units with the same number are in the same paragraph, list or table. */
  readonly paragraph: number;
}

/** Abbreviations whose full stop ends no sentence. Lower case, without the final full stop. */
const abbreviations: ReadonlySet<string> = new Set(
  (
    "c mr mrs ms dr prof rev hon st sr jr gen col lt sgt capt cmdr adm gov sen rep pres e.g i.e cf vs etc al ca approx fig figs eq no nos vol vols pp p ch sec art ed eds est " +
    "jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp dept univ assn bros u.s u.k u.n d.c a.m p.m b.c a.d ph.d m.d mt ft"
  ).split(" "),
);

/** Whether the full stop at `at` ends an abbreviation or an initial, looking only at the word before it. */
export function isAbbreviation(text: string, at: number): boolean {
  let from = at;
  while (from > 0 && /[\p{L}.]/u.test(text[from - 1] ?? "")) from -= 1;
  const word = text.slice(from, at);
  if (word === "") return false;
  if (/^\p{Lu}$/u.test(word)) return word !== "I";
  return abbreviations.has(word.toLowerCase());
}

const listItem = /^[ \t]*(?:[-*+•‣▪◦]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]+\S/u;
const heading = /^[ \t]{0,3}#{1,6}[ \t]+\S/u;
const fence = /^[ \t]{0,3}(```|~~~)/u;
const row = /^[ \t]*\|.*\||\t\S.*\t|^[^\t\n]+\t[^\t\n]+/u;
const rule = /^[ \t|:+=-]+$/u;

function trimmed(text: string, start: number, end: number): TextRange | null {
  let from = start;
  let to = end;
  while (from < to && /\s/u.test(text[from] ?? "")) from += 1;
  while (to > from && /\s/u.test(text[to - 1] ?? "")) to -= 1;
  return from < to ? { start: from, end: to } : null;
}

/** A term on its own line before its definition. */
const glossaryTerm =
  /^\s*(?!(?:yes|no|ok|okay|sure|true|false|thanks)\b)[\p{L}\p{N}][\p{L}\p{N}-]*(?: [\p{L}\p{N}-]+){0,2}\.$/iu;
const fourWords = /^(?:\s+[^\s.]+){4}/u;
const sentenceEnd = /(?:[.!?…]+["'”’»)\]*_]*(?:\[[^\]\s]{1,12}\])*(?=\s)|[。！？]+["'”’」』）]*)/gu;

/** Sentences of `text.slice(start, end)`, trimmed, in order. */
function splitSentences(text: string, start = 0, end = text.length): TextRange[] {
  const found: TextRange[] = [];
  const part = text.slice(start, end);
  // In text without capitals a small letter starts a sentence.
  const small = /\p{Lu}/u.test(part) ? /^\p{Ll}/u : null;
  let from = 0;
  for (const match of part.matchAll(sentenceEnd)) {
    const stop = match.index + match[0].length;
    const next = /\S/u.exec(part.slice(stop, stop + 64))?.[0] ?? "";
    if (match[0].startsWith(".") && isAbbreviation(part, match.index)) continue;
    if (small?.test(next) === true) continue;
    // "Chunk. A slice of a document": a term before its definition.
    if (from === 0 && glossaryTerm.test(part.slice(0, stop)) && fourWords.test(part.slice(stop, stop + 100))) continue;
    // ". . ." is an ellipsis, and text without a letter or digit is not a sentence.
    if (/^[.…]/u.test(next) || !/[\p{L}\p{N}]/u.test(part.slice(from, stop))) continue;
    const range = trimmed(part, from, stop);
    if (range !== null) found.push({ start: start + range.start, end: start + range.end });
    from = stop;
  }
  const rest = trimmed(part, from, part.length);
  if (rest !== null) found.push({ start: start + rest.start, end: start + rest.end });
  return found;
}

/**
 * Cuts a text into the units that an answer can be made of, by the look of its lines. Every unit is a slice; units are
 * in order and do not overlap; white space and table rules belong to none. Linear in text length.
 */
export function splitUnits(text: string): TextUnit[] {
  const cutter = new UnitCutter(text);
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    cutter.addLine(at, end);
    at = end + 1;
  }
  return cutter.finish();
}

/** Units of the lines added so far. */
class UnitCutter {
  readonly #text: string;
  readonly #units: TextUnit[] = [];
  #paragraph = 0;
  /** Lines that continue a sentence or a list item. */
  #open: { readonly start: number; end: number; readonly kind: "sentence" | "list-item" } | null = null;
  #code: { readonly start: number; readonly mark: string } | null = null;
  #previousKind: TextUnit["kind"] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  addLine(start: number, end: number): void {
    const line = this.#text.slice(start, end);
    const mark = fence.exec(line)?.[1];
    if (this.#code !== null) {
      if (mark === this.#code.mark) this.#endCode(end);
      return;
    }
    if (mark === undefined && line.trim() !== "" && this.#continues(line)) {
      this.#open!.end = end;
      return;
    }
    this.#close();
    if (mark !== undefined) {
      this.#paragraph += 1;
      this.#code = { start, mark };
    } else if (line.trim() === "") {
      this.#paragraph += 1;
      this.#previousKind = null;
    } else if (heading.test(line)) {
      this.#paragraph += 1;
      this.#push("heading", start, end);
      this.#paragraph += 1;
      this.#previousKind = null;
    } else this.#addToParagraph(line, start, end);
  }

  finish(): TextUnit[] {
    if (this.#code !== null) this.#endCode(this.#text.length);
    this.#close();
    return this.#units;
  }

  /** Whether a line of words belongs to the sentences or the list item above it. */
  #continues(line: string): boolean {
    return this.#open !== null && !heading.test(line) && !row.test(line) && !listItem.test(line);
  }

  #addToParagraph(line: string, start: number, end: number): void {
    const kind = row.test(line) ? "row" : listItem.test(line) ? "list-item" : "sentence";
    // Words start a new paragraph only after a table.
    if (kind === "sentence" ? this.#previousKind === "row" : this.#previousKind !== kind) this.#paragraph += 1;
    if (kind !== "row") this.#open = { start, end, kind };
    else if (!rule.test(line)) this.#push("row", start, end);
    this.#previousKind = kind;
  }

  #endCode(end: number): void {
    this.#push("code", this.#code!.start, end);
    this.#code = null;
  }

  #close(): void {
    if (this.#open === null) return;
    const { start, end, kind } = this.#open;
    for (const range of splitSentences(this.#text, start, end))
      this.#units.push({ ...range, kind, paragraph: this.#paragraph });
    this.#open = null;
  }

  #push(kind: TextUnit["kind"], start: number, end: number): void {
    const range = trimmed(this.#text, start, end);
    if (range !== null) this.#units.push({ ...range, kind, paragraph: this.#paragraph });
  }
}
