import type { OutlineEntry } from "./outline.js";
import type { Paragraph } from "./paragraph.js";

type TextParagraph = Extract<Paragraph, { readonly lines: readonly unknown[] }>;

// Headings are set at least 10 % larger than the text, or bold; they are short and do not end like a sentence.
const larger = 1.1;
const clearlyLarger = 1.25;
const maxHeadingLines = 3;
const maxHeadingCharacters = 200;
const maxBoldCharacters = 120;

/** A title has at most its number or its page set apart; more pieces are answers to tick or cells. */
const titlePieces = 2;

/** Sections: `1`, `2.3`, `A.1`, before a word. */
const numbered =
  /^(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z](?:\.\d{1,2})+\.?|(?:chapter|kapitel|appendix|anhang|part|section)\s+[\dA-Z]+[.:]?)\s+\p{L}/iu;

/**
 * Levels of the paragraphs that are headings: by the document's outline where it names them, else by size and weight.
 */
export function findHeadings(
  pages: readonly (readonly Paragraph[])[],
  outline: readonly OutlineEntry[],
): Map<Paragraph, number> {
  const body = bodyStyle(pages);
  const named = outlineByPage(outline);
  const fromOutline = new Map<Paragraph, number>();
  const bySize: { readonly paragraph: TextParagraph; readonly size: number }[] = [];
  pages.forEach((paragraphs, page) => {
    paragraphs.forEach((paragraph, index) => {
      if (paragraph.kind !== "text" && paragraph.kind !== "list-item") return;
      const level = paragraph.lines.length <= maxHeadingLines ? named.get(page)?.get(key(paragraph)) : undefined;
      if (level !== undefined) fromOutline.set(paragraph, level);
      else if (!isContentsEntry(paragraphs, index) && looksLikeHeading(paragraph, body, paragraphs[index + 1]))
        bySize.push({ paragraph, size: sizeOf(paragraph) });
    });
  });
  const headings = new Map(fromOutline);
  const ranks = ranksOf(bySize.map(({ size }) => size));
  const deepest = Math.max(0, ...fromOutline.values());
  for (const { paragraph, size } of bySize) {
    const rank = ranks.get(size) ?? 1;
    // If there is an outline, headings missing from it rank below those in it; only the title is set larger than
    // everything.
    headings.set(paragraph, Math.min(6, deepest > 0 && rank > 1 ? Math.max(rank, deepest + 1) : rank));
  }
  return headings;
}

/** A numbered title followed by a page number, next to another one: a line of a table of contents. */
function isContentsEntry(paragraphs: readonly Paragraph[], index: number): boolean {
  const reads = (paragraph: Paragraph | undefined): boolean => {
    if (paragraph?.kind !== "text" && paragraph?.kind !== "list-item") return false;
    const text = paragraph.lines.map((line) => line.text).join(" ");
    return numbered.test(text) && /\s\d{1,4}$/.test(text);
  };
  return reads(paragraphs[index]) && (reads(paragraphs[index - 1]) || reads(paragraphs[index + 1]));
}

function looksLikeHeading(
  paragraph: TextParagraph,
  body: { readonly size: number; readonly bold: boolean },
  next: Paragraph | undefined,
): boolean {
  const text = paragraph.lines.map((line) => line.text).join(" ");
  if (
    paragraph.lines.length > maxHeadingLines ||
    text.length > maxHeadingCharacters ||
    !/\p{L}{2}/u.test(text) ||
    /[.,;]$/.test(text)
  )
    return false;
  if (/(?:\. ?){3}/.test(text)) return false;
  const size = sizeOf(paragraph);
  if (paragraph.lines.some(({ pieces }) => pieces > titlePieces) && size < clearlyLarger * body.size) return false;
  if (size >= larger * body.size) return true;
  const bold = paragraph.lines.every((line) => line.bold);
  if (
    !bold ||
    body.bold ||
    size < 0.95 * body.size ||
    text.length > maxBoldCharacters ||
    text.endsWith(":") ||
    next === undefined
  )
    return false;
  return paragraph.kind === "text" || numbered.test(text);
}

/** The size in which most characters are set, and whether they are bold. */
function bodyStyle(pages: readonly (readonly Paragraph[])[]): { readonly size: number; readonly bold: boolean } {
  const characters = new Map<number, number>();
  let bold = 0;
  let all = 0;
  for (const paragraphs of pages) {
    for (const paragraph of paragraphs) {
      if (paragraph.kind === "table" || paragraph.kind === "running") continue;
      for (const line of paragraph.lines) {
        const size = Math.round(line.size * 2) / 2;
        characters.set(size, (characters.get(size) ?? 0) + line.text.length);
        all += line.text.length;
        if (line.bold) bold += line.text.length;
      }
    }
  }
  let best = 0;
  for (const [size, count] of characters) if (count > (characters.get(best) ?? 0)) best = size;
  return { size: best, bold: bold * 2 > all };
}

function sizeOf(paragraph: TextParagraph): number {
  return Math.max(...paragraph.lines.map((line) => line.size));
}

/** Ranks of sizes from 1 for the largest; sizes within 5 % of the largest of their rank share it. */
function ranksOf(sizes: readonly number[]): Map<number, number> {
  const ranks = new Map<number, number>();
  let rank = 0;
  let largest = Infinity;
  for (const size of sizes.toSorted((a, b) => b - a)) {
    if (rank === 0 || size < largest * 0.95) {
      rank += 1;
      largest = size;
    }
    ranks.set(size, rank);
  }
  return ranks;
}

function outlineByPage(outline: readonly OutlineEntry[]): Map<number, Map<string, number>> {
  const pages = new Map<number, Map<string, number>>();
  for (const { title, level, page } of outline) {
    if (page === null) continue;
    const titles = pages.get(page) ?? new Map<string, number>();
    titles.set(letters(title), level);
    pages.set(page, titles);
  }
  return pages;
}

/** The key by which an outline's title and a heading match: its letters, without the section's number. */
function key(paragraph: TextParagraph): string {
  return letters(paragraph.lines.map((line) => line.text.replace(/-$/, "")).join(""));
}

function letters(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^(?:[\divx]+(?:\.[\da-z]+)*\.?|[a-z](?:\.\d+)+\.?)\s+(?=\p{L})/u, "")
    .replace(/^(?:chapter|kapitel|appendix|anhang|part|section)\s+[\da-z]+[.:]?\s*/u, "")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
