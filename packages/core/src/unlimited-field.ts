import type { CheckedFilter } from "./check-filter.js";
import type { GlobMatcher } from "./glob-matcher.js";
import { pathTest } from "./path-test.js";

/** FAT and ZIP can store no time outside these bounds: no file is older or newer, unless its clock was wrong. */
const earliestMs = Date.UTC(1980, 0, 1);
const latestMs = Date.UTC(2108, 0, 1);

/**
 * The first field of a filter that limits nothing, so that the filter is most often made from a value that was not set;
 * `null` where every field limits. A filter without fields has the name `""`.
 *
 * An empty list restricts nothing, and counts as not set. Globs are judged by the names that they match, not by their
 * spelling: see {@link matchesAnyName}.
 */
export function unlimitedField(filter: CheckedFilter, globMatcher: GlobMatcher): string | null {
  const { path, pathPrefix, type, after, before, metadata } = filter;
  if (Object.keys(filter).length === 0) return "";
  if (path !== undefined && (path.some(isBlank) || matchesAnyName(path, globMatcher))) return "path";
  if (pathPrefix?.length === 0) return "pathPrefix";
  if (type?.length === 0) return "type";
  if (after !== undefined && after <= earliestMs) return "after";
  if (before !== undefined && before >= latestMs) return "before";
  const values = metadata === undefined ? null : Object.values(metadata);
  const isUnset =
    values !== null &&
    (values.length === 0 ||
      values.some((value) => typeof value === "object" && ("anyOf" in value ? value.anyOf : value).length === 0));
  return isUnset ? "metadata" : null;
}

function isBlank(glob: string): boolean {
  return glob.replaceAll(/[\s./]/gu, "") === "";
}

/**
 * Whether the globs let through paths of some shape whatever their names are: with each letter of one script that the
 * globs do not mention as the only one in the names. A glob that asks for any particular letter fails for all scripts.
 */
function matchesAnyName(globs: readonly string[], globMatcher: GlobMatcher): boolean {
  if (globs.length === 0) return true;
  const matches = pathTest(globs, globMatcher);
  const mentioned = new Set(globs.join(""));
  return scripts.some((script) => {
    const letters = Array.from(script).filter((letter) => !mentioned.has(letter));
    return letters.length >= minLetters && probes().some((paths) => letters.every((letter) => matches(paths[letter]!)));
  });
}

/** The fewest letters that represent a script. */
const minLetters = 4;

const scripts = [
  "abcdefghijklmnopqrstuvwxyz",
  "αδκπτω",
  "丁口山水雨龍",
  "\u{e001}\u{e0ff}\u{e7fe}\u{ebad}\u{f111}\u{f8fe}",
];

const short = [1, 2, 3, 4, 5, 6, 7, 8];
const long = Array.from({ length: 16 }, (_, at) => at + 9);
const few = [1, 2, 3, 7];

/** Lengths of the names of a path, folders first. */
const shapes: readonly (readonly number[])[] = [
  ...[...short, ...long].map((length) => [length]),
  ...short.flatMap((folder) => short.map((name) => [folder, name])),
  ...few.flatMap((outer) => few.flatMap((inner) => few.map((name) => [outer, inner, name]))),
  [5, 4, 5, 4, 5, 4, 5],
];

const decorations = [
  (path: string) => path,
  (path: string) => `.${path}`,
  (path: string) => `${path}.${path.slice(-3)}`,
  (path: string) => path.replace(/[^/]+$/u, ".$&"),
];

let cached: readonly Readonly<Record<string, string>>[] | null = null;

/** A path of each letter, for every shape. Made once: checking a glob against them takes less than a millisecond. */
function probes(): readonly Readonly<Record<string, string>>[] {
  cached ??= shapes.flatMap((shape) =>
    decorations.map((decorate) =>
      Object.fromEntries(
        scripts.flatMap((script) =>
          Array.from(script).map((letter) => [
            letter,
            decorate(shape.map((length) => letter.repeat(length)).join("/")),
          ]),
        ),
      ),
    ),
  );
  return cached;
}
