import { typedValues, type TypedValue } from "../notes/typed-values.js";
import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";

/** What separates clauses: a value belongs to the words of its own. */
const separator = /[,;:()\n]|[.!?](?=\s|$)|\s(?:and|but|while|whereas|or)\s/gu;

/** Stems of the content words of the clause that a value stands in, values apart. */
function clauseOf(text: string, value: TypedValue, values: readonly TypedValue[]): ReadonlySet<string> {
  let start = 0;
  let end = text.length;
  for (const match of text.matchAll(separator)) {
    const stop = match.index + match[0].length;
    if (stop <= value.start) start = stop;
    else if (match.index >= value.end) {
      end = match.index;
      break;
    }
  }
  const others = values.filter((other) => other.start < end && start < other.end);
  return new Set(words(text, start, end).filter((word) => !stopWords.has(word.folded) && !others.some((other) => word.start < other.end && other.start < word.end)).map((word) => word.stem));
}

/**
 * Whether a value of the claim is that of something else: the quote gives several values of its type, and the words that stand
 * with it in the claim stand with another one there, none of them with it.
 */
export function attachmentDiffers(claim: string, quotes: string): boolean {
  const said = typedValues(claim);
  if (said.length === 0) return false;
  const quoted = typedValues(quotes);
  return said.some((value) => {
    const same = quoted.filter((other) => other.type === value.type && other.value === value.value);
    const rivals = quoted.filter((other) => other.type === value.type && other.value !== value.value);
    if (same.length === 0 || rivals.length === 0) return false;
    const own = clauseOf(claim, value, said);
    const shared = (other: TypedValue): number => [...clauseOf(quotes, other, quoted)].filter((word) => own.has(word)).length;
    return Math.max(...same.map(shared)) === 0 && Math.max(...rivals.map(shared)) > 0;
  });
}
