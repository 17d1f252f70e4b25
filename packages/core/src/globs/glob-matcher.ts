import picomatch from "picomatch";

/** Globs by picomatch, for the filters of `core`. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  return picomatch([...patterns], { dot: true, noextglob: true, nonegate: true, windows: false });
}
