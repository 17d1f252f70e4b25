/** White space as `\s` of a regular expression has it, without the cost of one for the common cases. */
export function isWhiteSpace(unit: number): boolean {
  if (unit <= 32) return unit === 32 || (unit >= 9 && unit <= 13);
  if (unit < 160) return false;
  return (
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/**
 * White space at which counts add up: form feeds, vertical tabs and byte order marks are dropped by some tokenizers,
 * which joins words.
 */
export function separatesWords(unit: number): boolean {
  return unit !== 11 && unit !== 12 && unit !== 0xfeff && isWhiteSpace(unit);
}

/** The part of `[start, end)` without white space at its ends; empty at `end` if there is nothing else. */
export function trimmedStart(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isWhiteSpace(text.charCodeAt(at))) at += 1;
  return at;
}

export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isWhiteSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}
