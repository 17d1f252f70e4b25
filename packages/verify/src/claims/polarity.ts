import { stem } from "../text/stem.js";
import { stopWords } from "../text/stop-words.js";
import { words, type Word } from "../text/words.js";

const negators = /^(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|\w+n't)$/u;
const negativeVerbs = new Set([
  "fail",
  "lack",
  "refus",
  "deni",
  "prevent",
  "unabl",
  "absenc",
  "forbid",
  "prohibit",
  "except",
  "reject",
  "unlik",
  "rare",
  "seldom",
]);
/** "not only", "no doubt", "no. 5", "whether or not": words of negation that negate nothing. */
const harmless =
  /\bnot\s+(?:only|just|merely|least)\b|\bno\s+(?:doubt|matter)\b|\bno\.\s*\d|\bor\s+not\b|\bno(?:t)?\s+(?:less|more|fewer|later|earlier)\s+than\b|\bwhy\s+not\b/giu;

/** Content words that a word of negation speaks of: this many after it, in its sentence. */
const scope = 4;

/** A text with its words. */
export interface ReadText {
  readonly text: string;
  readonly words: readonly Word[];
}

interface NegatedWords {
  /** The content words after each negation, nearest first. */
  readonly scopes: readonly (readonly string[])[];
  readonly negated: ReadonlySet<string>;
  /** Words that also occur without negating anything. */
  readonly plain: ReadonlySet<string>;
}

/**
 * Which words of a text are negated. `other` contains the stems of the compared text: "unavailable" negates when that
 * one says "available".
 */
function negatedWords({ text, words: all }: ReadText, other: ReadonlySet<string>): NegatedWords {
  const masked = /\bno[rt]?\b/iu.test(text) ? text.replace(harmless, (match) => " ".repeat(match.length)) : text;
  const list = masked === text ? all : words(masked);
  const scopes: string[][] = [];
  const negated = new Set<string>();
  const covered = new Set<number>();
  list.forEach((word, at) => {
    const negator = negators.test(word.folded.replace("’", "'"));
    const opposite = /^(?:un|non|dis|im|in|ir)(\p{L}{4,})$/u.exec(word.folded)?.[1];
    const denies = opposite !== undefined && other.has(stem(opposite));
    if (!negator && !denies && !negativeVerbs.has(word.stem)) return;
    const after: string[] = denies ? [stem(opposite)] : [];
    for (let next = at + 1; next < list.length && after.length < scope; next += 1) {
      const following = list[next];
      if (following === undefined || /[.;!?]/u.test(text.slice(list[next - 1]?.end ?? 0, following.start))) break;
      if (stopWords.has(following.folded)) continue;
      after.push(following.stem);
      covered.add(next);
    }
    for (const word of after) negated.add(word);
    if (negator) scopes.push(after);
  });
  const plain = new Set(
    list.filter((word, at) => !covered.has(at) && !stopWords.has(word.folded)).map((word) => word.stem),
  );
  return { scopes, negated, plain };
}

/**
 * Whether a claim negates what its quote affirms, or the reverse: the first word after a negation that also occurs on
 * the other side is not negated there.
 */
export function negationDiffers(claim: ReadText, quotes: ReadText): boolean {
  const said = negatedWords(claim, new Set(quotes.words.map((word) => word.stem)));
  const quoted = negatedWords(quotes, new Set(claim.words.map((word) => word.stem)));
  const denied = (scopes: NegatedWords["scopes"], own: NegatedWords, other: NegatedWords): boolean =>
    scopes.some((after) => {
      const shared = after.find((word) => other.plain.has(word) || other.negated.has(word));
      return shared !== undefined && !own.plain.has(shared) && !after.some((word) => other.negated.has(word));
    });
  return denied(said.scopes, said, quoted) || denied(quoted.scopes, quoted, said);
}

/** Words that point in opposite directions. */
const opposites: readonly (readonly [readonly string[], readonly string[]])[] = (
  [
    ["more greater larger bigger higher above over exceeds exceed", "less fewer smaller lower below under"],
    [
      "increase increased increases increasing rise rose risen rises rising grow grew grown growth gain gained climbed",
      "decrease decreased decreases decreasing fall fell fallen falls falling shrink shrank shrunk decline declined declines drop dropped drops reduce reduced reduces",
    ],
    ["before earlier prior preceding", "after later following subsequent"],
    ["maximum most highest largest biggest longest upper", "minimum least lowest smallest shortest fewest"],
    ["faster quicker", "slower"],
    ["older oldest", "younger youngest newer newest"],
    [
      "enable enabled enables allow allowed allows permit permitted",
      "disable disabled disables forbid forbidden forbids prohibit prohibited",
    ],
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
const sides = new Map<string, { readonly pair: number; readonly left: boolean }>(
  opposites.flatMap(([left, right], pair) => [
    ...left.map((word) => [word, { pair, left: true }] as const),
    ...right.map((word) => [word, { pair, left: false }] as const),
  ]),
);

/**
 * Whether a claim says more where its quotes say less, before for after, and the like: more often the one, less often
 * the other.
 */
export function directionDiffers(claim: ReadText, quotes: ReadText): boolean {
  const balance = new Map<number, { left: number; right: number }>();
  const count = (list: readonly Word[], step: number): void => {
    for (const word of list) {
      const side = sides.get(word.folded);
      if (side === undefined) continue;
      const pair = balance.get(side.pair) ?? { left: 0, right: 0 };
      pair[side.left ? "left" : "right"] += step;
      balance.set(side.pair, pair);
    }
  };
  count(claim.words, 1);
  count(quotes.words, -1);
  return [...balance.values()].some(({ left, right }) => left * right < 0);
}
