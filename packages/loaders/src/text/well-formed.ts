/**
 * Halves of surrogate pairs, which escapes in JSON or XML can make, become U+FFFD; zero characters, which stores cut
 * at, too. Keeps the length.
 */
export function wellFormed(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
