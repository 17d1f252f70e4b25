/**
 * A text as the part of a glob that matches exactly it: `*` means a star. Slashes stay separators, so a value that must
 * be one name has to be checked for them; {@link DocumentFilter.pathPrefix} needs no escaping.
 *
 * @example
 * ```ts
 * const filter = { path: `drafts/*-${escapeGlob(author)}.md` };
 * ```
 */
export function escapeGlob(text: string): string {
  // Some matchers don't read consecutive backslashes as pairs, hence the class.
  return text.replaceAll(/[\\*?[\]{}!^,]/gu, (letter) => (letter === "\\" ? "[\\\\]" : `\\${letter}`));
}
