import type { Block, TextRange } from "@ragstone/core";
import { dataUnits } from "./data-units.js";
import { splitUnits, type TextUnit } from "./split-units.js";

/** A text that is a slice of a document, with the known blocks. */
export interface TextWithBlocks {
  readonly text: string;
  /** Where the text starts in the document. */
  readonly start: number;
  /** In order, offsets into the document. */
  readonly blocks?: readonly Block[] | undefined;
}

/** Longest code that is one unit, UTF-16 units: about 30 lines. Longer code is cut at its blank lines. */
const maxCode = 1_200;

/** Kinds whose text is cut by the look of its lines: a term is one unit with the definition on the next line. */
const prose: ReadonlySet<Block["kind"]> = new Set(["paragraph", "list-item", "definition-term", "caption", "quote"]);

const rule = /^[ \t|:+=-]+$/u;

/**
 * Units of a slice of a document, offsets into the slice. Known blocks determine headings, table rows, code and data;
 * front matter, running headers and hidden text give no units. Everything else is cut by {@link splitUnits}.
 */
export function unitsOf({ text, start, blocks = [] }: TextWithBlocks): TextUnit[] {
  const told = withWholeCode(
    blocks.filter((block) => !prose.has(block.kind)),
    text,
    start,
  );
  if (told.length === 0) return splitUnits(text);
  const units: TextUnit[] = [];
  let paragraph = 0;
  const add = (found: readonly TextUnit[], offset: number): void => {
    const last = found.at(-1);
    if (last === undefined) return;
    for (const unit of found)
      units.push({
        start: unit.start + offset,
        end: unit.end + offset,
        kind: unit.kind,
        paragraph: unit.paragraph + paragraph,
      });
    paragraph += last.paragraph + 1;
  };
  let at = 0;
  for (const block of told) {
    const from = Math.max(at, block.start - start);
    const to = Math.min(text.length, block.end - start);
    if (to <= from) continue;
    add(splitUnits(text.slice(at, from)), at);
    const part = text.slice(from, to);
    if (block.kind === "heading") add(whole(part, "heading"), from);
    else if (block.kind === "table")
      add(
        rows(
          part,
          block.header === undefined
            ? null
            : { start: block.header.start - start - from, end: block.header.end - start - from },
        ),
        from,
      );
    else if (block.kind === "code") add(data(part, block.language) ?? code(part), from);
    at = to;
  }
  add(splitUnits(text.slice(at)), at);
  return units;
}

function whole(text: string, kind: TextUnit["kind"], offset = 0, paragraph = 0): TextUnit[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  const start = offset + text.indexOf(trimmed);
  return [{ start, end: start + trimmed.length, kind, paragraph }];
}

/** One unit a line; the header names columns and is no answer, so it counts as a heading. */
function rows(text: string, header: TextRange | null): TextUnit[] {
  return pieces(text, /\n/gu).flatMap(({ start, end }) => {
    const line = text.slice(start, end);
    return rule.test(line)
      ? []
      : whole(line, header !== null && start < header.end && header.start < end ? "heading" : "row", start);
  });
}

/** Code comes in the pieces that it may be cut into: those with no blank line between them are one again. */
function withWholeCode(blocks: readonly Block[], text: string, start: number): Block[] {
  const whole: Block[] = [];
  for (const block of blocks) {
    const last = whole.at(-1);
    const gap = last === undefined ? "" : text.slice(Math.max(0, last.end - start), Math.max(0, block.start - start));
    if (
      last?.kind === "code" &&
      block.kind === "code" &&
      last.language === block.language &&
      /^[^\S\n]*\n?[^\S\n]*$/u.test(gap)
    )
      whole[whole.length - 1] = { ...last, end: block.end };
    else whole.push(block);
  }
  return whole;
}

/** Entries of a file of data; code in a fence is an example, and stays whole. */
function data(text: string, language: string | undefined): TextUnit[] | null {
  const entries = /^\s*(?:```|~~~)/u.test(text) ? null : dataUnits(text, language);
  return entries === null ? null : entries.map((entry, paragraph) => ({ ...entry, paragraph }));
}

function code(text: string): TextUnit[] {
  if (text.length <= maxCode) return whole(text, "code");
  return pieces(text, /\n[ \t]*\n/gu).flatMap(({ start, end }, at) => whole(text.slice(start, end), "code", start, at));
}

function pieces(text: string, separator: RegExp): TextRange[] {
  const found: TextRange[] = [];
  let from = 0;
  for (const match of text.matchAll(separator)) {
    found.push({ start: from, end: match.index });
    from = match.index + match[0].length;
  }
  return [...found, { start: from, end: text.length }];
}
