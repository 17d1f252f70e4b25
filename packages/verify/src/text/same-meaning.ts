import { meaningsOf } from "./meanings.js";
import { isSameFamily } from "./word-family.js";
import type { Word } from "./words.js";

/** Whether two words are of one family or synonyms, as far as small tables tell. */
export function isSameMeaning(left: Pick<Word, "folded" | "stem">, right: Pick<Word, "folded" | "stem">): boolean {
  if (left.stem === right.stem || isSameFamily(left, right)) return true;
  const own = meaningsOf(left.folded);
  if (own.length === 0) return false;
  const other = meaningsOf(right.folded);
  return own.some(({ number }) => other.some((twin) => twin.number === number));
}
