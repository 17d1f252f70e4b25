import { stopWords, words } from "@ragstone/verify/internal";
import type { Excerpt } from "./excerpt.js";

/** Excerpts with this share of common words say the same. */
const sameShare = 0.8;

/** Whether an excerpt shows text of the same place as another one, or says the same in another file. */
export function repeats(left: Excerpt, right: Excerpt): boolean {
  return overlaps(left, right) || saysSame(left, right);
}

function overlaps(left: Excerpt, right: Excerpt): boolean {
  const a = spanOf(left);
  const b = spanOf(right);
  return (
    left.passage.path === right.passage.path &&
    left.passage.origin === right.passage.origin &&
    a.start < b.end &&
    b.start < a.end
  );
}

function spanOf({ passage, pieces }: Excerpt): { readonly start: number; readonly end: number } {
  return { start: passage.start + pieces[0]!.start, end: passage.start + pieces.at(-1)!.end };
}

function saysSame(left: Excerpt, right: Excerpt): boolean {
  const a = stemsOf(left);
  const b = stemsOf(right);
  const shared = [...a].filter((stem) => b.has(stem)).length;
  return shared >= sameShare * Math.min(a.size, b.size);
}

const known = new WeakMap<Excerpt, ReadonlySet<string>>();

function stemsOf(excerpt: Excerpt): ReadonlySet<string> {
  let stems = known.get(excerpt);
  if (stems === undefined) {
    const list = excerpt.pieces.flatMap(({ start, end }) => words(excerpt.passage.text, start, end));
    stems = new Set(list.filter((word) => !stopWords.has(word.folded)).map((word) => word.stem));
    known.set(excerpt, stems);
  }
  return stems;
}
