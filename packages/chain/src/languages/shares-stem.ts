import type { Word } from "@ragstone/verify/internal";

/** Letters from which a stem is told from an ending or a prefix. */
const leastLetters = 5;
/** Share of the longer stem that both begin with, in derivations: "garantieren", "Garantie". */
const leastShare = 0.7;

/**
 * Whether two words of any language are related by their letters: most of them is the same, or one is the first or the
 * last part of the other, as in compounds. Words with digits are not.
 */
export function sharesStem({ stem: left }: Pick<Word, "stem">, { stem: right }: Pick<Word, "stem">): boolean {
  if (/\p{N}/u.test(left) || /\p{N}/u.test(right)) return false;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < leastLetters) return false;
  if (long.startsWith(short) || long.endsWith(short)) return true;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return same >= leastLetters && same >= leastShare * long.length;
}
