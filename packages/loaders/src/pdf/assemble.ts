import type { Block, BlockKind, PageSpan } from "@ragstone/core";
import { isCaption } from "../text/is-caption.js";
import { createListIds } from "../text/list-ids.js";
import { findHeadings } from "./find-headings.js";
import { findRunning } from "./find-running.js";
import { groupParagraphs } from "./group-paragraphs.js";
import { collectWords, joinLines, type Vocabulary } from "./join-lines.js";
import type { PageLayout, TableRow } from "./line.js";
import type { OutlineEntry } from "./outline.js";
import type { Paragraph } from "./paragraph.js";

/** Share of a column's rows with a number above which a first row without one is its header. */
const numberShare = 0.6;

/** A number with which a list begins. */
const firstNumber = /^\(?[1aA][.)]\s/;

/** A document's text with its blocks and pages. */
export interface AssembledText {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly pages: readonly PageSpan[];
}

/** Makes one text of pages: every block lies on one page, and pages follow each other in it. */
export function assemble(layouts: readonly PageLayout[], outline: readonly OutlineEntry[]): AssembledText {
  const running = findRunning(layouts);
  const pages = layouts.map((layout) => groupParagraphs(layout, running));
  const headings = findHeadings(pages, outline);
  let words: Vocabulary | null = null;
  const vocabulary = (): Vocabulary => (words ??= collectWords(linesOf(layouts)));
  const blocks: Block[] = [];
  const spans: PageSpan[] = [];
  const lists = createListIds();
  let text = "";
  let before: BlockKind | null = null;
  pages.forEach((paragraphs, index) => {
    let start = -1;
    for (const paragraph of paragraphs) {
      const { body, ...block } = render(paragraph, headings.get(paragraph), vocabulary);
      if (body === "") continue;
      if (text !== "") text += before === "list-item" && block.kind === "list-item" && start !== -1 ? "\n" : "\n\n";
      if (start === -1) start = text.length;
      const at = text.length;
      text += body;
      before = block.kind;
      if (block.kind !== "running" && (block.kind !== "list-item" || firstNumber.test(body))) lists.interrupt();
      const { header, ...facts } = block;
      blocks.push({
        ...facts,
        listId: block.kind === "list-item" ? lists.item(1, markOf(body)) : undefined,
        start: at,
        end: text.length,
        header: header === undefined ? undefined : { start: at, end: at + header },
      });
    }
    spans.push({ page: index + 1, start: start === -1 ? text.length : start, end: text.length });
  });
  return { text, blocks, pages: spans };
}

interface Rendered {
  readonly kind: BlockKind;
  readonly body: string;
  readonly level?: number;
  readonly label?: string;
  /** Length of a table's header row. */
  readonly header?: number;
}

function render(paragraph: Paragraph, heading: number | undefined, vocabulary: () => Vocabulary): Rendered {
  if (paragraph.kind === "table") {
    const lines = paragraph.rows.map((row) => row.cells.join(" | ").replace(/\s+/g, " ").trim());
    return { kind: "table", body: lines.join("\n"), header: hasHeader(paragraph.rows) ? lines[0]!.length : undefined };
  }
  if (paragraph.kind === "code") return { kind: "code", body: indented(paragraph.lines) };
  const hardEnds = heading === undefined ? paragraph.hardEnds : paragraph.hardEnds.map(() => false);
  // Dots that lead from a title to its page say nothing; three are left of them.
  const body = joinLines(paragraph.lines, hardEnds, vocabulary)
    .replace(/(?:[.\u2026] ?){4,}/g, "... ")
    .trim();
  if (heading !== undefined) return { kind: "heading", body, level: heading, label: body };
  if (paragraph.kind === "list-item") return { kind: "list-item", body, level: 1 };
  if (paragraph.kind === "running") return { kind: "running", body };
  return { kind: isCaption(body) ? "caption" : "paragraph", body };
}

/** The bullet of an item, or the punctuation around its number. */
function markOf(item: string): string {
  const number = /^(\(?)[\p{L}\p{N}]+([.)])/u.exec(item);
  return number === null ? item.slice(0, 1) : `${number[1]}1${number[2]}`;
}

/** The first row is a header when it alone is bold, or when it has words alone where most rows below have numbers. */
function hasHeader(rows: readonly TableRow[]): boolean {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0 || first.cells.some((cell) => /^[\d.,%$\u20ac-]+$/.test(cell)))
    return false;
  if (first.bold && !others[0]!.bold) return true;
  return first.cells.some(
    (cell, column) =>
      /^[^\d]*\p{L}[^\d]*$/u.test(cell) &&
      others.filter((row) => /\d/.test(row.cells[column] ?? "")).length > numberShare * others.length,
  );
}

function indented(lines: readonly { readonly text: string; readonly x0: number; readonly x1: number }[]): string {
  const left = Math.min(...lines.map((line) => line.x0));
  return lines
    .map((line) => {
      const width = (line.x1 - line.x0) / Math.max(1, line.text.length);
      return " ".repeat(width > 0 ? Math.min(80, Math.round((line.x0 - left) / width)) : 0) + line.text;
    })
    .join("\n");
}

function* linesOf(layouts: readonly PageLayout[]) {
  for (const layout of layouts) for (const region of layout.regions) if (region.kind === "lines") yield* region.lines;
}
