/**
 * Compiles glob patterns into one test that passes where any pattern matches. Injected, so that `core` needs no glob
 * library. Patterns use `*`, `**`, `?`, `{a,b}`, `[abc]` and backslashes; a leading dot is an ordinary letter; groups,
 * extended globs and negated patterns arrive escaped and must match literally.
 */
export type GlobMatcher = (patterns: readonly string[]) => (path: string) => boolean;
