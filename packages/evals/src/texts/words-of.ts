/** The words of a text in lower case: letters, marks and digits. */
export function wordsOf(text: string): string[] {
  return (
    text
      .replaceAll("\u00AD", "")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
