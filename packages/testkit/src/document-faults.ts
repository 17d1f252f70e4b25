import type { Block, SourceDocument } from "@ragstone/core";

/**
 * The faults of a document, in sentences; empty for a sound one. Text must be well formed and not blank, blocks in
 * order, disjoint and inside the text, headings labelled, lists at one level, table headers and cells inside their
 * tables, pages in order and disjoint, hidden characters counted, metadata flat.
 */
export function documentFaults(document: SourceDocument): string[] {
  const { text, blocks, pages, metadata } = document;
  const faults: string[] = [];
  const check = (isSound: boolean, fault: string): void => {
    if (!isSound) faults.push(fault);
  };
  check(/\S/.test(text), "the text is blank");
  check(text.charCodeAt(0) !== 0xfeff, "the text starts with a byte order mark");
  check(!/\p{Cs}/u.test(text), "the text contains an unpaired surrogate");
  let end = 0;
  let hidden = 0;
  const levels: (number | undefined)[] = [];
  for (const block of blocks) {
    const { kind, start, level, label, listId, header } = block;
    check(
      Number.isInteger(start) && Number.isInteger(block.end) && start >= end && block.end > start,
      `${JSON.stringify(block)} is empty or starts before ${end}`,
    );
    check(
      kind !== "heading" || (level! >= 1 && level! <= 6 && typeof label === "string"),
      `a heading without level or label: ${JSON.stringify(block)}`,
    );
    check(
      header === undefined || (kind === "table" && header.start >= start && header.end <= block.end),
      `a header outside its table: ${JSON.stringify(block)}`,
    );
    check(cellsAreSound(block), `typed cells outside their table or out of order: ${block.start}`);
    if (listId !== undefined) {
      check(kind === "list-item" && listId >= 1, `a list of something else: ${JSON.stringify(block)}`);
      check(!(listId in levels) || levels[listId] === level, `a list at several levels: ${JSON.stringify(block)}`);
      levels[listId] = level;
    }
    if (kind === "hidden") hidden += block.end - start;
    end = block.end;
  }
  check(end <= text.length, `blocks end at ${end}, the text at ${text.length}`);
  check(
    document.hiddenCharacters >= hidden,
    `${hidden} hidden characters in blocks, ${document.hiddenCharacters} counted`,
  );
  let pageEnd = 0;
  let number = 0;
  for (const page of pages) {
    check(
      page.page > number && page.start >= pageEnd && page.end >= page.start,
      `${JSON.stringify(page)} overlaps or precedes page ${number}`,
    );
    number = page.page;
    pageEnd = page.end;
  }
  check(pageEnd <= text.length, `pages end at ${pageEnd}, the text at ${text.length}`);
  for (const [key, value] of Object.entries(metadata)) {
    check(
      typeof value !== "object" || (Array.isArray(value) && value.every((item) => typeof item === "string")),
      `metadata ${key} is not flat`,
    );
  }
  return faults;
}

function cellsAreSound({ kind, start, end, cells }: Block): boolean {
  if (cells === undefined) return true;
  let previous = start;
  return (
    kind === "table" &&
    cells.every((cell) => {
      const follows = cell.start >= previous && cell.end > cell.start;
      previous = cell.end;
      return follows;
    }) &&
    previous <= end
  );
}
