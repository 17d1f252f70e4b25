import type { Block } from "@ragstone/core";

/**
 * Blocks of code between cuts, without the white space around them; neighbours are joined while they stay below
 * `minCharacters`.
 */
export function cutBlocks(
  text: string,
  cuts: readonly number[],
  language: string | null,
  minCharacters: number,
): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  const push = (limit: number): void => {
    let end = limit;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
    let first = start;
    while (first < end && (text.charCodeAt(first) === 10 || text.charCodeAt(first) === 13)) first += 1;
    if (end > first) blocks.push({ kind: "code", start: first, end, language: language ?? undefined });
    start = limit;
  };
  for (const cut of cuts) if (cut - start >= minCharacters) push(cut);
  push(text.length);
  return blocks;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
