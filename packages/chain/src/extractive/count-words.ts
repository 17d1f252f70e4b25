import type { TextRange } from "@ragstone/core";

/** Words of a range of a text, by white space. */
export function countWords(text: string, { start, end }: TextRange): number {
  return text.slice(start, end).match(/\S+/gu)?.length ?? 0;
}
