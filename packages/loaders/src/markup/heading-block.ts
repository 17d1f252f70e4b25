import type { Block, TextRange } from "@ragstone/core";

/** Levels of headings that blocks have. */
const maxLevel = 6;

export function headingBlock({ start, end }: TextRange, level: number, label = ""): Block {
  return { kind: "heading", start, end, level: Math.min(level, maxLevel), label: label.trim() };
}
