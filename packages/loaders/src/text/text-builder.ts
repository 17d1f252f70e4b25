import type { Block, BlockKind, TableCell } from "@ragstone/core";
import type { TextBlock } from "./text-block.js";
import { wellFormed } from "./well-formed.js";

type AddOptions = Omit<TextBlock, "kind" | "text">;

/** Writes the text of a format that is not text itself, and notes its blocks. */
export interface TextBuilder {
  readonly length: number;
  /** Appends a block. Blank text adds nothing. Returns where it starts. */
  add(kind: BlockKind, text: string, options?: AddOptions): number;
  /**
   * Appends text with blocks and lists already found. Blank text adds nothing. Returns the start of the appended text.
   */
  addText(text: string, blocks: readonly Block[]): number;
  finish(): { readonly text: string; readonly blocks: readonly Block[] };
}

export function createTextBuilder(): TextBuilder {
  const parts: string[] = [];
  const blocks: Block[] = [];
  let length = 0;
  let lastList = 0;

  const append = (text: string, tight: boolean): number => {
    const gap = length === 0 ? "" : tight ? "\n" : "\n\n";
    parts.push(gap, text);
    const start = length + gap.length;
    length = start + text.length;
    return start;
  };

  return {
    get length() {
      return length;
    },
    add(kind, raw, { tight = false, headerLength = 0, cells, ...facts } = {}) {
      const text = raw.trimEnd();
      if (text.trim() === "") return length;
      const start = append(text, tight);
      const header = headerLength === 0 ? {} : { header: { start, end: start + Math.min(headerLength, text.length) } };
      blocks.push({ kind, start, end: length, ...facts, ...header, ...shiftedCells(cells, start) });
      lastList = Math.max(lastList, facts.listId ?? 0);
      return start;
    },
    addText(text, inner) {
      if (text.trim() === "") return length;
      const start = append(text, false);
      const listsBefore = lastList;
      for (const { header, cells, listId, ...block } of inner) {
        const shifted =
          header === undefined ? {} : { header: { start: header.start + start, end: header.end + start } };
        blocks.push({
          ...block,
          start: block.start + start,
          end: block.end + start,
          listId: listId === undefined ? undefined : listId + listsBefore,
          ...shifted,
          ...shiftedCells(cells, start),
        });
        lastList = Math.max(lastList, listsBefore + (listId ?? 0));
      }
      return start;
    },
    finish: () => ({ text: wellFormed(parts.join("")), blocks }),
  };
}

function shiftedCells(cells: readonly TableCell[] | undefined, by: number): Pick<Block, "cells"> {
  return cells === undefined
    ? {}
    : { cells: cells.map((cell) => ({ ...cell, start: cell.start + by, end: cell.end + by })) };
}
