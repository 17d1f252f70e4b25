import type { Block, BlockKind } from "@ragstone/core";

/** Writes the text of a format that is not text itself, and notes its blocks. */
export interface TextBuilder {
  /** Appends a block after a blank line, or after a line end when `tight`. Empty text adds nothing. Returns where it starts. */
  add(kind: BlockKind, text: string, facts?: Pick<Block, "level" | "label" | "language"> & { readonly tight?: boolean; readonly headerLength?: number }): number;
  readonly length: number;
  finish(): { readonly text: string; readonly blocks: readonly Block[] };
}

export function createTextBuilder(): TextBuilder {
  const parts: string[] = [];
  const blocks: Block[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(kind, raw, { tight = false, headerLength, ...facts } = {}) {
      const text = raw.trimEnd();
      if (text.trim() === "") return length;
      const gap = length === 0 ? "" : tight ? "\n" : "\n\n";
      const start = length + gap.length;
      parts.push(gap, text);
      length = start + text.length;
      const header = headerLength === undefined || headerLength === 0 ? {} : { header: { start, end: start + Math.min(headerLength, text.length) } };
      blocks.push({ kind, start, end: length, ...facts, ...header });
      return start;
    },
    finish: () => ({ text: parts.join(""), blocks }),
  };
}
