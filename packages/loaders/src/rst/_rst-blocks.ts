import type { Block } from "@ragstone/core";
import { rstLines, type Line } from "./_rst-lines.js";

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

/**
 * Blocks of a reStructuredText: titles, code, tables, list items, comments (hidden) and paragraphs, each of whole
 * lines. Linear.
 */
export function rstBlocks(text: string): { readonly blocks: Block[]; readonly title: string | null } {
  const lines = rstLines(text);
  const blocks: Block[] = [];
  const styles: string[] = [];
  let literalNext = false;
  let at = 0;
  const push = (kind: Block["kind"], to: number, facts: Partial<Block> = {}): void => {
    let last = to - 1;
    while (last > at && lines[last]!.indent === -1) last -= 1;
    blocks.push({ kind, start: lines[at]!.start, end: lines[last]!.end, ...facts });
    at = to;
  };
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.indent === -1) {
      at += 1;
      continue;
    }
    const title = titleAt(lines, at);
    if (title !== null) {
      const known = styles.indexOf(title.style);
      const level = known === -1 ? styles.push(title.style) : known + 1;
      push("heading", at + title.lines, { level: Math.min(6, level), label: title.label });
      literalNext = false;
      continue;
    }
    if (literalNext && (line.indent > 0 || /^[>|"'*+]/.test(line.text))) {
      literalNext = false;
      push("code", line.indent > 0 ? endOfIndented(lines, at, 1) : endOfParagraph(lines, at));
      continue;
    }
    literalNext = false;
    if (/^\s*\.\.(?:\s|$)/.test(line.text)) {
      const code = codeDirective.exec(line.text);
      const end = endOfIndented(lines, at + 1, line.indent + 1);
      if (code !== null) push("code", end, code[1] === "" ? {} : { language: code[1]! });
      else if (!directive.test(line.text) && !explicit.test(line.text)) push("hidden", end);
      else push("paragraph", Math.max(at + 1, endOfParagraph(lines, at)));
      continue;
    }
    const tableEnd = endOfTable(lines, at);
    if (tableEnd !== null) {
      const header = headerOf(lines, at, tableEnd);
      push("table", tableEnd, header === null ? {} : { header });
      continue;
    }
    const end = endOfParagraph(lines, at);
    literalNext = lines[end - 1]!.text.endsWith("::");
    if (listItem.test(line.text))
      push("list-item", endOfItem(lines, at, end), { level: 1 + Math.min(5, Math.floor(line.indent / 2)) });
    else push("paragraph", end);
  }
  return { blocks, title: blocks.find((block) => block.kind === "heading")?.label ?? null };
}

function titleAt(
  lines: readonly Line[],
  at: number,
): { readonly lines: number; readonly label: string; readonly style: string } | null {
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

function endOfParagraph(lines: readonly Line[], at: number): number {
  let end = at + 1;
  while (end < lines.length && lines[end]!.indent !== -1 && titleAt(lines, end) === null) end += 1;
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
