import type { Word } from "../text/words.js";

/** Words up to the first that more than a space precedes. */
export function untilComma(list: readonly Word[]): readonly Word[] {
  const comma = list.findIndex((word, place) => place > 0 && word.start - list[place - 1]!.end >= 2);
  return comma < 0 ? list : list.slice(0, comma);
}
