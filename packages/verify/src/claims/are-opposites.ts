import type { Word } from "../text/words.js";
import { stemOppositeSides } from "./direction.js";

/** Whether two words, in any form, are on the two sides of a pair of opposites: "opened" and "close". */
export function areOpposites(left: Pick<Word, "stem">, right: Pick<Word, "stem">): boolean {
  const own = stemOppositeSides(left.stem);
  if (own.length === 0) return false;
  const other = stemOppositeSides(right.stem);
  return own.some((side) => other.some((twin) => twin.pair === side.pair && twin.left !== side.left));
}
