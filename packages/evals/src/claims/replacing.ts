/** A rule that replaces the first match of a pattern; it gives `null` for a sentence without one. */
export function replacing(
  pattern: RegExp,
  replacement: string | ((...groups: string[]) => string),
): (sentence: string) => string | null {
  return (sentence) => {
    const changed =
      typeof replacement === "string"
        ? sentence.replace(pattern, replacement)
        : sentence.replace(pattern, (_, ...groups: string[]) => replacement(...groups));
    return changed === sentence ? null : changed;
  };
}
