import type { Block, SourceDocument } from "@ragstone/core";
import type { TextBlock } from "./text-block.js";

/**
 * The text of a document as blocks for another one. Text between blocks becomes paragraphs; hidden blocks are left out.
 *
 * @param firstList - number of the first list
 */
export function blocksOf({ text, blocks }: Pick<SourceDocument, "text" | "blocks">, firstList: number): TextBlock[] {
  const found: TextBlock[] = [];
  let end = 0;
  const addGap = (to: number): void => {
    const gap = text.slice(end, to).trim();
    if (gap !== "") found.push({ kind: "paragraph", text: gap });
  };
  for (const block of blocks) {
    addGap(block.start);
    const isTight = text.slice(end, block.start) === "\n";
    end = block.end;
    if (block.kind !== "hidden") found.push(moved(block, text, firstList, isTight && found.length > 0));
  }
  addGap(text.length);
  return found;
}

function moved(block: Block, text: string, firstList: number, tight: boolean): TextBlock {
  const { kind, start, end, level, listId, label, language, header, cells } = block;
  return {
    kind,
    text: text.slice(start, end),
    level,
    listId: listId === undefined ? undefined : listId + firstList - 1,
    label,
    language,
    tight,
    headerLength: header === undefined ? 0 : header.end - start,
    cells: cells?.map((cell) => ({ ...cell, start: cell.start - start, end: cell.end - start })),
  };
}
