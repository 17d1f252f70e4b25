import type { TextRange } from "@ragstone/core";

/** A citation as the generator wrote it. */
export interface RawCitation {
  /** The number of the source that the generator named. */
  readonly source: number;
  /** The words between the quotation marks, `null` for a bare `[2]`. */
  readonly quote: string | null;
  /** `false` when the text ended inside it. */
  readonly complete: boolean;
  /** The position of the quote in the document according to the generator, to choose among several places. */
  readonly near?: TextRange;
}

/** The parts found by the parser, in order. */
export type ParsedPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "citation"; readonly citation: RawCitation };

/** Longest quote in UTF-16 units: a long paragraph. Past it the opening was no citation, and the text is given back. */
const maxQuote = 2_000;
const maxDigits = 4;
/** Longest quote written without quotation marks, `[2: like this]`. */
const maxBare = 400;

const openers = "\"“”„«'‘’‹";
const closersOf: Readonly<Record<string, string>> = {
  '"': '"”“',
  "“": '”"“',
  "”": '”"',
  "„": '“”"',
  "«": '»"',
  "'": "'’",
  "‘": "’'",
  "’": "’'",
  "‹": "›'",
};
const opening = /[[(`]/gu;
/** What may come before the number: nothing in brackets, "Source" in brackets or parentheses. */
const label = /^(?:\[\s*|[[(]\s*sources?\s*)$/iu;
const labelStart = /^[[(]\s*(?:s(?:o(?:u(?:r(?:c(?:e(?:s?\s*)?)?)?)?)?)?)?$/iu;
const space = /\s/u;
const digit = /[0-9]/u;

type State =
  | "text"
  | "ticks"
  | "code"
  | "open"
  | "number"
  | "after-number"
  | "separator"
  | "before-quote"
  | "quote"
  | "closed"
  | "bare";

/** Longest code between backticks that is read as such, UTF-16 units. */
const maxCode = 400;
/** Code between backticks, one or two on each side. */
const inlineCode = /^(`{1,2})[^`](?:[^\n]*[^`])??\1$/u;
/** This many backticks open and close a block of code. */
const fenceLength = 3;

/**
 * Turns a generator's stream into text and citations: `[2: "exact words"]`, `[2]`, `[1, 3]`, `[1: "a", 2: "b"]`, `(Source 2)`. Reads
 * one character at a time and depends only on the characters read, so that every split of a stream gives the same parts
 * (neighbouring text joined). Quotes may contain brackets and quotation marks: a quote ends where a closing mark is
 * followed by `]`, or by a comma and another numbered citation. Text that resembles a citation but is not one is
 * returned as text, and so is everything in code on one line (`arr[1]`). In a block of code only `[2: "exact words"]` is
 * a citation.
 */
export class CitationParser {
  #state: State = "text";
  /** Everything since the `[`, to give back if it is no citation. */
  #held = "";
  #digits = "";
  #quote = "";
  #closers = "";
  /** Index in `#quote` where the quote would end if the next characters confirm it. */
  #quoteEnd = -1;
  /** Characters read since that closing mark. */
  #tail = "";
  #found: RawCitation[] = [];
  #firstBracket = -1;
  /** The bracket that ends the citation. */
  #close = "]";
  /** Inside a block of code. */
  #isFenced = false;

  /** Feeds a piece of the stream. Returns the parts that are certain. */
  push(piece: string): ParsedPart[] {
    const parts: ParsedPart[] = [];
    this.#feed(piece, parts);
    return parts;
  }

  /** Ends the stream: an open quote becomes a citation that is not complete, anything else undecided becomes text. */
  finish(): ParsedPart[] {
    const parts: ParsedPart[] = [];
    while (this.#state !== "text") {
      if (this.#state === "ticks" || this.#state === "code") this.#giveBack(parts);
      else if ((this.#state === "quote" || this.#state === "closed") && this.#firstBracket < 0) {
        const quote = this.#state === "closed" ? this.#quote.slice(0, this.#quoteEnd) : this.#quote;
        this.#found.push({
          source: Number(this.#digits),
          quote: quote.trim() === "" ? null : quote.trim(),
          complete: false,
        });
        this.#emit(parts);
      } else this.#giveUp(parts);
    }
    return parts;
  }

  #feed(piece: string, parts: ParsedPart[]): void {
    let at = 0;
    while (at < piece.length) {
      if (this.#state === "text") {
        opening.lastIndex = at;
        const open = opening.exec(piece)?.index ?? piece.length;
        addText(parts, piece.slice(at, open));
        at = open;
        if (open === piece.length) return;
        this.#held = piece[open] ?? "";
        this.#state = this.#held === "`" ? "ticks" : "open";
        this.#close = this.#held === "(" ? ")" : "]";
        this.#digits = "";
        this.#found = [];
        at += 1;
        continue;
      }
      this.#step(piece[at] ?? "", parts);
      at += 1;
    }
  }

  #step(char: string, parts: ParsedPart[]): void {
    this.#held += char;
    switch (this.#state) {
      case "ticks":
      case "code":
        this.#inCode(char, parts);
        return;
      case "open":
        if (digit.test(char) && label.test(this.#held.slice(0, -1))) {
          this.#digits = char;
          this.#state = "number";
        } else if (!labelStart.test(this.#held) || this.#held.length > 64) this.#giveUp(parts);
        return;
      case "separator":
        if (digit.test(char)) {
          this.#digits = char;
          this.#state = "number";
        } else if (!space.test(char) || this.#held.length > 64) this.#giveUp(parts);
        return;
      case "number":
        if (digit.test(char) && this.#digits.length < maxDigits) {
          this.#digits += char;
          return;
        }
        this.#state = "after-number";
        this.#afterNumber(char, parts);
        return;
      case "after-number":
        this.#afterNumber(char, parts);
        return;
      case "before-quote":
        if (space.test(char)) return;
        if (openers.includes(char)) {
          this.#closers = closersOf[char] ?? '"';
          this.#quote = "";
          this.#firstBracket = -1;
          this.#state = "quote";
        } else if (char === this.#close || char === "[") this.#giveUp(parts);
        else {
          this.#quote = char;
          this.#state = "bare";
        }
        return;
      case "bare":
        if (char === this.#close) {
          this.#found.push({ source: Number(this.#digits), quote: this.#quote.trim(), complete: true });
          this.#emit(parts);
        } else if (char === "\n" || char === "[" || this.#quote.length >= maxBare) this.#giveUp(parts);
        else this.#quote += char;
        return;
      case "quote":
        this.#inQuote(char, parts);
        return;
      default:
        this.#afterClosing(char, parts);
    }
  }

  /** After a backtick: holds what may be code on one line, until it ends. */
  #inCode(char: string, parts: ParsedPart[]): void {
    if (this.#state === "ticks") {
      if (char === "`") return;
      const isFence = this.#held.length > fenceLength;
      if (isFence) this.#isFenced = !this.#isFenced;
      if (isFence || this.#isFenced) {
        this.#giveBack(parts);
        return;
      }
      this.#state = "code";
    }
    if (char === "\n" || this.#held.length > maxCode) this.#giveBack(parts);
    else if (char === "`" && inlineCode.test(this.#held)) {
      addText(parts, this.#held);
      this.#reset();
    }
  }

  /** The backticks were text. The characters after them are read again. */
  #giveBack(parts: ParsedPart[]): void {
    const held = this.#held;
    const ticks = /^`*/u.exec(held)?.[0] ?? "";
    this.#reset();
    addText(parts, ticks);
    this.#feed(held.slice(ticks.length), parts);
  }

  #afterNumber(char: string, parts: ParsedPart[]): void {
    if (space.test(char)) return;
    if (char === ":") this.#state = "before-quote";
    else if (this.#isFenced) this.#giveUp(parts);
    else if (char === this.#close) {
      this.#found.push({ source: Number(this.#digits), quote: null, complete: true });
      this.#emit(parts);
    } else if (char === "," || char === ";") {
      this.#found.push({ source: Number(this.#digits), quote: null, complete: true });
      this.#state = "separator";
    } else this.#giveUp(parts);
  }

  #inQuote(char: string, parts: ParsedPart[]): void {
    if (this.#closers.includes(char) && !this.#quote.endsWith("\\")) {
      this.#quoteEnd = this.#quote.length;
      this.#tail = "";
      this.#state = "closed";
    } else if (char === this.#close && this.#firstBracket < 0) this.#firstBracket = this.#quote.length;
    this.#quote += char;
    if (this.#quote.length > maxQuote || this.#quote.endsWith("\n\n")) this.#abandonQuote(parts);
  }

  /** After a closing mark: `]` ends the citation, `, 3:` starts another, anything else was still the quote. */
  #afterClosing(char: string, parts: ParsedPart[]): void {
    const tail = (this.#tail += char);
    this.#quote += char;
    if (tail.trim() === this.#close) {
      this.#found.push(this.#finishedQuote());
      this.#emit(parts);
    } else if (/^\s*[,;]\s*\d{1,4}\s*[:\])]$/u.test(tail)) {
      this.#found.push(this.#finishedQuote());
      this.#digits = /\d+/u.exec(tail)?.[0] ?? "";
      this.#state = "after-number";
      this.#afterNumber(char, parts);
    } else if (!/^\s*(?:[,;]\s*(?:\d{1,4}\s*)?)?$/u.test(tail) || tail.length > 32) {
      this.#state = "quote";
      if (this.#closers.includes(char) && !this.#quote.slice(0, -1).endsWith("\\")) {
        this.#quoteEnd = this.#quote.length - 1;
        this.#tail = "";
        this.#state = "closed";
      } else if (tail.includes(this.#close) && this.#firstBracket < 0) this.#firstBracket = this.#quote.length - 1;
      if (this.#quote.length > maxQuote || this.#quote.endsWith("\n\n")) this.#abandonQuote(parts);
    }
  }

  #finishedQuote(): RawCitation {
    const quote = this.#quote.slice(0, this.#quoteEnd).replaceAll('\\"', '"').trim();
    return { source: Number(this.#digits), quote: quote === "" ? null : quote, complete: true };
  }

  /** A quote that was never closed: the text before its first `]` is used as the quote, else it was not a citation. */
  #abandonQuote(parts: ParsedPart[]): void {
    if (this.#firstBracket < 0) {
      this.#giveUp(parts);
      return;
    }
    const rest = this.#quote.slice(this.#firstBracket + 1);
    this.#found.push({
      source: Number(this.#digits),
      quote: this.#quote.slice(0, this.#firstBracket).trim(),
      complete: false,
    });
    this.#emit(parts);
    this.#feed(rest, parts);
  }

  #emit(parts: ParsedPart[]): void {
    for (const citation of this.#found) parts.push({ type: "citation", citation });
    this.#reset();
  }

  /** The bracket was text. The characters after it are read again, since they may contain another `[`. */
  #giveUp(parts: ParsedPart[]): void {
    if ((this.#state === "quote" || this.#state === "closed") && this.#firstBracket >= 0) {
      this.#abandonQuote(parts);
      return;
    }
    const held = this.#held;
    this.#reset();
    addText(parts, held.slice(0, 1));
    this.#feed(held.slice(1), parts);
  }

  #reset(): void {
    this.#state = "text";
    this.#held = "";
    this.#quote = "";
    this.#digits = "";
    this.#found = [];
    this.#firstBracket = -1;
  }
}

function addText(parts: ParsedPart[], text: string): void {
  if (text === "") return;
  const last = parts.at(-1);
  if (last?.type === "text") parts[parts.length - 1] = { type: "text", text: last.text + text };
  else parts.push({ type: "text", text });
}
