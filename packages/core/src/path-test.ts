import type { GlobMatcher } from "./glob-matcher.js";

/** Whether a path matches any of the globs. */
export function pathTest(globs: readonly string[], globMatcher: GlobMatcher): (path: string) => boolean {
  const tests = globs.map((glob) => globTest(glob, globMatcher));
  return (path) => tests.some((test) => test(path));
}

function globTest(glob: string, globMatcher: GlobMatcher): (path: string) => boolean {
  const trimmed = glob.replace(/^\.?\//u, "").replace(/\/+$/u, "");
  if (trimmed === "") return () => true;
  const anchored = plain(trimmed.includes("/") ? trimmed : `**/${trimmed}`);
  const matches = globMatcher([anchored, `${anchored}/**`]);
  return (path) => path === trimmed || matches(path);
}

/**
 * As in `.gitignore`, `[!a]` and `[^a]` both mean any letter but `a` and a slash, and parentheses, bars and quotes are
 * letters: groups and extended globs may take exponential time on a hostile pattern.
 */
function plain(glob: string): string {
  return glob.replaceAll(/\\.|\[[!^](?!\])|[()|"+@]/gsu, (found) =>
    found.startsWith("\\") ? found : found.startsWith("[") ? "[^/" : `\\${found}`,
  );
}
