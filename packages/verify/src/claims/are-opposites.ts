import type { Word } from "../text/words.js";
import { allSides } from "./direction.js";

/** Whether two words, in any form, are on the two sides of a pair of opposites: "opened" and "close". */
export function areOpposites(left: Pick<Word, "folded">, right: Pick<Word, "folded">): boolean {
  const own = allSides(left.folded);
  if (own.length === 0) return false;
  const other = allSides(right.folded);
  return own.some((side) => other.some((twin) => twin.pair === side.pair && twin.left !== side.left));
}
