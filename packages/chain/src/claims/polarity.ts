import { stem } from "../text/stem.js";
import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";

const negators = /^(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|\w+n't)$/u;
const negativeVerbs = new Set(["fail", "lack", "refus", "deni", "prevent", "unabl", "absenc", "forbid", "prohibit", "except", "reject", "unlik", "rare", "seldom"]);
/** "not only", "no doubt", "no. 5", "whether or not": words of negation that negate nothing. */
const harmless = /\bnot\s+(?:only|just|merely|least)\b|\bno\s+(?:doubt|matter)\b|\bno\.\s*\d|\bor\s+not\b|\bno(?:t)?\s+(?:less|more|fewer|later|earlier)\s+than\b|\bwhy\s+not\b/giu;

/** Content words that a word of negation speaks of: this many after it, and one before. */
const scope = 4;

/** Stems of the content words in the scope of each negation of a text. */
function negatedStems(text: string): { readonly count: number; readonly scopes: readonly (readonly string[])[] } {
  const list = words(text.replace(harmless, (match) => " ".repeat(match.length)));
  const scopes: string[][] = [];
  list.forEach((word, at) => {
    if (!negators.test(word.folded.replace("’", "'"))) return;
    const covered: string[] = [];
    for (let next = at + 1; next < list.length && covered.length < scope; next += 1) {
      const other = list[next];
      if (other === undefined || /[.;!?]/u.test(text.slice(list[next - 1]?.end ?? 0, other.start))) break;
      if (!stopWords.has(other.folded)) covered.push(other.stem);
    }
    scopes.push(covered);
  });
  return { count: scopes.length, scopes };
}

/**
 * Whether a claim says no where its quote says yes, or yes where it says no. A negation of the quote counts only when the
 * claim speaks of what it negates.
 */
export function negationDiffers(claim: string, quotes: readonly string[]): boolean {
  const said = negatedStems(claim);
  const joined = quotes.join(" \n ");
  const quoted = negatedStems(joined);
  const quoteStems = new Set(words(joined).map((word) => word.stem));
  const claimStems = new Set(words(claim).map((word) => word.stem));
  if (said.count > 0) {
    if (quoted.count > 0 || [...quoteStems].some((word) => negativeVerbs.has(word) || /^(?:un|in|im|non|dis)\w{4}/u.test(word))) return false;
    // A negation is wrong only about something that the quote says.
    return said.scopes.some((covered) => covered.length === 0 || covered.some((word) => quoteStems.has(word)));
  }
  if (quoted.count === 0) return false;
  if ([...claimStems].some((word) => negativeVerbs.has(word) || (/^(?:un|non|dis)\w{4}/u.test(word) && !quoteStems.has(word)))) return false;
  return quoted.scopes.some((covered) => covered.length > 0 && covered.slice(0, 2).every((word) => claimStems.has(word)));
}

/** Words that point in opposite directions. */
const opposites: readonly (readonly [readonly string[], readonly string[]])[] = (
  [
    ["more greater larger bigger higher above over exceeds exceed", "less fewer smaller lower below under"],
    ["increase increased increases increasing rise rose risen rises rising grow grew grown growth gain gained climbed", "decrease decreased decreases decreasing fall fell fallen falls falling shrink shrank shrunk decline declined declines drop dropped drops reduce reduced reduces"],
    ["before earlier prior preceding", "after later following subsequent"],
    ["maximum most highest largest biggest longest upper", "minimum least lowest smallest shortest fewest"],
    ["faster quicker", "slower"],
    ["older oldest", "younger youngest newer newest"],
    ["enable enabled enables allow allowed allows permit permitted", "disable disabled disables forbid forbidden forbids prohibit prohibited"],
    ["include included includes including", "exclude excluded excludes excluding"],
    ["win won wins winning defeated beat", "lose lost loses losing"],
    ["start started begin began begins opened", "end ended stop stopped closed"],
    ["always", "sometimes rarely seldom"],
    ["accept accepted accepts", "reject rejected rejects refuse refused"],
    ["northern north", "southern south"],
    ["eastern east", "western west"],
    ["hotter warmer", "colder cooler"],
    ["required mandatory", "optional"],
  ] as const
).map(([left, right]) => [left.split(" "), right.split(" ")]);

/** Whether a claim says more where its quotes say less, before for after, and the like. */
export function directionDiffers(claim: string, quotes: readonly string[]): boolean {
  const said = new Set(words(claim).map((word) => word.folded));
  const quoted = new Set(words(quotes.join(" ")).map((word) => word.folded));
  const quotedStems = new Set([...quoted].map((word) => stem(word)));
  const has = (set: ReadonlySet<string>, list: readonly string[]): boolean => list.some((word) => set.has(word));
  return opposites.some(([left, right]) => {
    const claimLeft = has(said, left);
    const claimRight = has(said, right);
    if (claimLeft === claimRight) return false;
    const own = claimLeft ? left : right;
    const other = claimLeft ? right : left;
    return !has(quoted, own) && !own.some((word) => said.has(word) && quotedStems.has(stem(word))) && has(quoted, other);
  });
}
