import { InvalidOptionError } from "@ragstone/core";
import picomatch from "picomatch";

/** A test of paths against globs; `null` without globs. */
export type PathTest = (path: string) => boolean;

/** @throws {@link InvalidOptionError} if a glob is empty or cannot be compiled */
export function compileGlobs(option: string, globs: readonly string[] | undefined): PathTest | null {
  if (globs === undefined || globs.length === 0) return null;
  const tests = globs.map((glob) => {
    const pattern = glob.normalize("NFC").replace(/^\.?\//, "");
    if (pattern === "") throw new InvalidOptionError(option, glob, "a glob such as guides/**/*.md");
    // As in .gitignore: a bare name matches that name at any depth, a final slash everything inside.
    const anywhere = pattern.includes("/") ? pattern : `**/${pattern}`;
    return picomatch(anywhere.endsWith("/") ? `${anywhere}**` : anywhere, {
      dot: true,
      nonegate: true,
      windows: false,
    });
  });
  return (path) => tests.some((test) => test(path));
}
