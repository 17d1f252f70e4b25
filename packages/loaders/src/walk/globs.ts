import { InvalidOptionError, pathTest } from "@ragstone/core";
import picomatch from "picomatch";

/** A test of paths against globs; `null` without globs. */
export type PathTest = (path: string) => boolean;

/**
 * Globs with the rules of a search filter's `path`: one without a slash matches a name at any depth, and one that
 * matches a folder matches all that is in it.
 *
 * @throws {@link InvalidOptionError} if a glob is empty or cannot be compiled
 */
export function compileGlobs(option: string, globs: readonly string[] | undefined): PathTest | null {
  if (globs === undefined || globs.length === 0) return null;
  const tests = globs.map((glob) => {
    const pattern = glob.normalize("NFC");
    if (/^\.?\/*$/u.test(pattern)) throw new InvalidOptionError(option, glob, "a glob such as guides/**/*.md");
    try {
      return pathTest([pattern], (patterns) => picomatch([...patterns], matching));
    } catch (error) {
      const cause = error instanceof Error ? error.message : "it cannot be compiled";
      throw new InvalidOptionError(option, glob, `a glob such as guides/**/*.md (${cause})`);
    }
  });
  return (path) => tests.some((test) => test(path));
}

/** As a filter matches: a leading dot is an ordinary letter, and there are no extended or negated globs. */
const matching = { dot: true, noextglob: true, nonegate: true, windows: false };
