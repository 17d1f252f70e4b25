/** A line that begins with a link: Markdown, AsciiDoc, wikis, reStructuredText; list signs and checks left aside. */
const linkLine = /^(?:[-*+•]|\d+[.)])?\s*(?:\[[ x]\]\s*)?[`*_.]*(?:!?\[|<a\s|xref:|link:|:doc:`|:ref:`|https?:\/\/)/iu;

/** Targets of links, which are no words of the line. */
const target = /\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>|(?:xref|link|https?):[^\s[]*/giu;

/** The words that a link shows. */
const shown = /\[[^\]]*\]?|:(?:doc|ref):`[^`]*`/gu;

/**
 * Entry of a printed table of contents or index: `Installation . . . . . 12`, `pipes ... 5, 40-42`. The loader of PDF
 * leaves three of the dots.
 */
const leader = /(?:\.\s?){3,}\s*(?:[ivxlc]+|\d+(?:\s?[-\u2013]\s?\d+)?(?:,\s*\d+(?:\s?[-\u2013]\s?\d+)?)*)\s*$/iu;

/** The page's own number, or the letter under which entries of an index stand. */
const divider = /^(?:\p{L}|\d{1,4}|[ivxlc]{1,6})$/iu;

const heading = /^(?:#{1,6}|=+|<h\d)[\s>]/u;

/** Words next to a link that explain nothing yet. */
const maxWords = 4;

const minEntries = 4;
const minShare = 0.75;

/** Whether a passage is a list of links or the entries of a table of contents, with hardly a word of its own. */
export function isLinkList(text: string): boolean {
  let [entries, headings, others] = [0, 0, 0];
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (!/[\p{L}\p{N}]/u.test(trimmed) || divider.test(trimmed)) continue;
    if (leader.test(trimmed) || (linkLine.test(trimmed) && wordsBeside(trimmed) <= maxWords)) entries += 1;
    else if (heading.test(trimmed)) headings += 1;
    else others += 1;
  }
  return entries >= minEntries && entries >= headings && entries + headings >= minShare * (entries + headings + others);
}

function wordsBeside(line: string): number {
  const left = line.replaceAll(target, "]").replaceAll(shown, " ");
  return (left.match(/[\p{L}\p{N}]+/gu) ?? []).length;
}
