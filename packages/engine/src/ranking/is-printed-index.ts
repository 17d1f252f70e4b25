/** Entry of an index without leading dots: `pipes, cleaning of, 12, 40-42`. */
const entry =
  /^\p{L}[^.!?;:|]{0,80}?,\s((?:\d{1,4}(?:\s?[-\u2013]\s?\d{1,4})?,\s)*\d{1,4}(?:\s?[-\u2013]\s?\d{1,4})?)$/u;

/** The letter under which entries stand, or the page's own number. */
const divider = /^(?:\p{L}|\d{1,4}|[ivxlc]{1,6}|index)$/iu;

const minEntries = 6;
const minShare = 0.75;

/** Whether the text of printed pages is part of an index at the end of a book: terms with ascending page numbers. */
export function isPrintedIndex(text: string): boolean {
  let [entries, others] = [0, 0];
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "" || divider.test(trimmed)) continue;
    const pages = entry.exec(trimmed)?.[1];
    if (pages !== undefined && isAscending(pages)) entries += 1;
    else others += 1;
  }
  return entries >= minEntries && entries >= minShare * (entries + others);
}

function isAscending(pages: string): boolean {
  const numbers = (pages.match(/\d+/gu) ?? []).map(Number);
  return numbers.every((number, at) => at === 0 || number > numbers[at - 1]!);
}
