import type { Block } from "@ragstone/core";
import { createListIds } from "../text/list-ids.js";
import { rstLines, type Line } from "./rst-lines.js";

/**
 * Adornments of section titles and rulers of tables (docutils' reStructuredText Markup Specification, "Sections" and
 * "Tables").
 */
const adornment = /^([!-/:-@[-`{-~])\1+$/;
const listItem = /^\s*(?:[*+•‣⁃-]|(?:\d+|[a-zA-Z#]|[ivxlcdmIVXLCDM]+)[.)]|\((?:\d+|[a-zA-Z#])\))\s+\S/;
const codeDirective =
  /^\s*\.\. (?:code-block|code|sourcecode|highlight|parsed-literal|math|raw|literalinclude|doctest|testcode)::\s*(\S*)/;
const directive = /^\s*\.\. [\w:.+-]+::/;
/** Targets, footnotes, citations and substitutions: explicit markup that is no comment. */
const explicit = /^\s*\.\. (?:_|\[|\||__)/;

/** A field, not a role: the colon is followed by white space. */
const field = /^\s*:(?![\s:])(?:[^:\n\\]|\\.|:(?!\s|$))*:(?=\s|$)/;
const figure = /^\s*\.\. figure::/;
const titledTable = /^\s*\.\. (?:table|list-table|csv-table)::\s+\S/;
/**
 * Lines that continue with indentation and are not terms: line blocks, options, doctests, quoted or indented literals.
 */
const noTerm = /^\s*(?:[|>"]|--?\w|\/\w)|::$/;

/**
 * Blocks of a reStructuredText: titles, code, tables, list items, terms of definitions, names of fields, captions,
 * comments (hidden) and paragraphs. Blocks take whole lines, but a field's name shares one with its body. Linear.
 */
export function rstBlocks(text: string): { readonly blocks: Block[]; readonly title: string | null } {
  const blocks = new RstReader(text).read();
  return { blocks, title: blocks.find((block) => block.kind === "heading")?.label ?? null };
}

class RstReader {
  readonly #lines: readonly Line[];
  readonly #blocks: Block[] = [];
  readonly #styles: string[] = [];
  readonly #lists = createListIds();
  #at = 0;
  #isLiteralNext = false;
  /** The line where the caption of a figure begins. */
  #captionAt = -1;

  constructor(text: string) {
    this.#lines = rstLines(text);
  }

  read(): Block[] {
    while (this.#at < this.#lines.length) {
      if (this.#line.indent === -1) this.#at += 1;
      else this.#block();
    }
    return this.#blocks;
  }

  get #line(): Line {
    return this.#lines[this.#at]!;
  }

  /** Appends the lines up to `to` as a block. */
  #push(kind: Block["kind"], to: number, facts: Partial<Block> = {}): void {
    const { start, indent } = this.#line;
    let last = to - 1;
    while (last > this.#at && this.#lines[last]!.indent === -1) last -= 1;
    if (kind !== "list-item" && kind !== "hidden") this.#lists.interrupt(indent);
    this.#blocks.push({ kind, start, end: this.#lines[last]!.end, ...facts });
    this.#at = to;
  }

  #block(): void {
    const lines = this.#lines;
    const line = this.#line;
    const isLiteral = this.#isLiteralNext && (line.indent > 0 || /^[>|"'*+]/.test(line.text));
    this.#isLiteralNext = false;
    const title = titleAt(lines, this.#at);
    const tableEnd = endOfTable(lines, this.#at);
    if (title !== null) this.#heading(title);
    else if (isLiteral)
      this.#push("code", line.indent > 0 ? endOfIndented(lines, this.#at, 1) : endOfParagraph(lines, this.#at));
    else if (/^\s*\.\.(?:\s|$)/.test(line.text)) this.#explicit(line);
    else if (tableEnd !== null) {
      const header = headerOf(lines, this.#at, tableEnd);
      this.#push("table", tableEnd, header === null ? {} : { header });
    } else this.#text(line);
  }

  #heading({ lines, label, style }: RstTitle): void {
    const known = this.#styles.indexOf(style);
    const level = known === -1 ? this.#styles.push(style) : known + 1;
    this.#push("heading", this.#at + lines, { level: Math.min(6, level), label });
  }

  /** Directives, comments, targets. */
  #explicit(line: Line): void {
    const code = codeDirective.exec(line.text);
    const end = endOfIndented(this.#lines, this.#at + 1, line.indent + 1);
    if (code !== null) this.#push("code", end, code[1] === "" ? {} : { language: code[1]! });
    else if (!directive.test(line.text) && !explicit.test(line.text)) this.#push("hidden", end);
    else {
      const paragraphEnd = Math.max(this.#at + 1, endOfParagraph(this.#lines, this.#at));
      if (titledTable.test(line.text)) this.#push("caption", endOfArgument(this.#lines, this.#at, paragraphEnd));
      if (this.#at < paragraphEnd) this.#push("paragraph", paragraphEnd);
      if (figure.test(line.text)) this.#captionAt = firstIndented(this.#lines, paragraphEnd, line.indent);
    }
  }

  /** Paragraphs and the like: terms, fields, list items, captions. */
  #text(line: Line): void {
    const lines = this.#lines;
    const end = endOfParagraph(lines, this.#at);
    const name = field.exec(line.text)?.[0];
    if (this.#at === this.#captionAt) this.#push("caption", end);
    else if (listItem.test(line.text)) {
      this.#isLiteralNext = lines[end - 1]!.text.endsWith("::");
      const listId = this.#lists.item(line.indent, /^\s*([*+•‣⁃-])/.exec(line.text)?.[1]);
      this.#push("list-item", endOfItem(lines, this.#at, end), {
        level: 1 + Math.min(5, Math.floor(line.indent / 2)),
        listId,
      });
    } else if (name !== undefined) this.#field(line, name);
    else if (!noTerm.test(line.text) && (lines[this.#at + 1]?.indent ?? -1) > line.indent)
      this.#push("definition-term", this.#at + 1);
    else {
      this.#isLiteralNext = lines[end - 1]!.text.endsWith("::");
      this.#push("paragraph", end);
    }
  }

  /** A name and, where it begins on the same line, the first paragraph of the body. */
  #field(line: Line, name: string): void {
    const lines = this.#lines;
    const start = line.start + line.text.length - line.text.slice(name.length).trimStart().length;
    this.#lists.interrupt(line.indent);
    this.#blocks.push({ kind: "definition-term", start: line.start, end: line.start + name.length });
    if (start >= line.end) {
      this.#at += 1;
      return;
    }
    let end = this.#at + 1;
    while (end < lines.length && lines[end]!.indent > line.indent) end += 1;
    this.#isLiteralNext = lines[end - 1]!.text.endsWith("::");
    this.#push("paragraph", end, { start });
  }
}

interface RstTitle {
  readonly lines: number;
  readonly label: string;
  readonly style: string;
}

/** The first option or blank line of a directive whose argument begins at `at`. */
function endOfArgument(lines: readonly Line[], at: number, end: number): number {
  let line = at + 1;
  while (line < end && !field.test(lines[line]!.text)) line += 1;
  return line;
}

/** The first line from `at` that is not blank, -1 unless it is indented by more. */
function firstIndented(lines: readonly Line[], at: number, indent: number): number {
  let line = at;
  while (line < lines.length && lines[line]!.indent === -1) line += 1;
  return (lines[line]?.indent ?? -1) > indent ? line : -1;
}

function titleAt(lines: readonly Line[], at: number): RstTitle | null {
  const [first, second, third] = [lines[at]!, lines[at + 1], lines[at + 2]];
  if (adornment.test(first.text)) {
    if (
      second === undefined ||
      third === undefined ||
      second.indent === -1 ||
      third.text !== first.text ||
      second.text.trim().length > first.text.length
    )
      return null;
    return { lines: 3, label: second.text.trim(), style: `${first.text[0]!} over` };
  }
  if (first.indent !== 0 || second === undefined || !adornment.test(second.text)) return null;
  // An underline may fall short by a little; two characters under a long line are something else.
  if (second.text.length < Math.min(first.text.length, 4)) return null;
  return { lines: 2, label: first.text.trim(), style: second.text[0]! };
}

/** The first line from `at` that is less indented, blank lines passed over. */
function endOfIndented(lines: readonly Line[], at: number, indent: number): number {
  let end = at;
  while (end < lines.length && (lines[end]!.indent === -1 || lines[end]!.indent >= indent)) end += 1;
  return end;
}

/** Before a blank line, a line that is less indented or a title. */
function endOfParagraph(lines: readonly Line[], at: number): number {
  let end = at + 1;
  while (end < lines.length && lines[end]!.indent >= lines[at]!.indent && titleAt(lines, end) === null) end += 1;
  return end;
}

/** Items that follow one another without a blank line are apart all the same. */
function endOfItem(lines: readonly Line[], at: number, end: number): number {
  for (let line = at + 1; line < end; line += 1) if (listItem.test(lines[line]!.text)) return line;
  return end;
}

const gridRuler = /^\s*\+(?:[-=]+\+)+$/;
const simpleRuler = /^\s*=+(?:\s+=+)+$/;

function endOfTable(lines: readonly Line[], at: number): number | null {
  const first = lines[at]!.text;
  if (gridRuler.test(first)) {
    let end = at + 1;
    while (end < lines.length && /^\s*[+|]/.test(lines[end]!.text)) end += 1;
    return end;
  }
  if (!simpleRuler.test(first)) return null;
  // Ends with the ruler that a blank line or nothing follows.
  for (let end = at + 1; end < lines.length; end += 1) {
    if (simpleRuler.test(lines[end]!.text) && end > at + 1 && (lines[end + 1]?.indent ?? -1) === -1) return end + 1;
  }
  return null;
}

/**
 * Header lines of a table: between the first ruler and the one of `=` in grids, the second in simple tables with three.
 */
function headerOf(lines: readonly Line[], at: number, end: number): { start: number; end: number } | null {
  const isGrid = gridRuler.test(lines[at]!.text);
  const rulers: number[] = [];
  for (let line = at; line < end; line += 1)
    if ((isGrid ? /^\s*\+(?:=+\+)+$/ : simpleRuler).test(lines[line]!.text)) rulers.push(line);
  const ruler = isGrid ? rulers[0] : rulers.length > 2 ? rulers[1] : undefined;
  if (ruler === undefined || ruler <= at + 1) return null;
  return { start: lines[at + 1]!.start, end: lines[ruler - 1]!.end };
}
