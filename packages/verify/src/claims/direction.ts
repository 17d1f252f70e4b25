import { degreePairs, meaningsOf, unambiguousPairs, type Meaning } from "../text/meanings.js";
import { isSameMeaning } from "../text/same-meaning.js";
import { stopWords } from "../text/stop-words.js";
import type { Word } from "../text/words.js";
import type { NegatedText } from "./negation.js";

/** Degree and change: "more likely" says what "increases the likelihood" says. */
const [degree, change, time] = [0, 1, 2];
export interface OppositeSide {
  /** Which pair of opposites. */
  readonly pair: number;
  readonly left: boolean;
}

interface SidesOfWord {
  readonly all: readonly OppositeSide[];
  readonly plain: readonly OppositeSide[];
}

/** By the meanings of a word, which are the same list for the same word. */
const sidesByMeanings = new WeakMap<readonly Meaning[], SidesOfWord>();

function sidesOf(folded: string): SidesOfWord {
  const meanings = meaningsOf(folded);
  let sides = sidesByMeanings.get(meanings);
  if (sides === undefined) {
    const all = meanings
      .filter(({ hasOpposite }) => hasOpposite)
      .map(({ number }) => ({ pair: number >> 1, left: number % 2 === 0 }));
    sides = { all, plain: all.filter(({ pair }) => pair < unambiguousPairs) };
    sidesByMeanings.set(meanings, sides);
  }
  return sides;
}

/** The pairs of opposites that a word, in any form, is one of. */
export function oppositeSides(folded: string): readonly OppositeSide[] {
  return sidesOf(folded).plain;
}

/** Also the pairs whose words have other meanings. */
export function allSides(folded: string): readonly OppositeSide[] {
  return sidesOf(folded).all;
}

interface Balance {
  left: number;
  right: number;
}

/** Content words on either side of an opposite that are compared. */
const nearby = 4;

/**
 * Whether a claim has the opposite of a word of its quotes near most of the same words, both negated or neither: "when
 * creating a dump" for "when restoring a dump".
 */
function hasNearbyOpposite(claim: NegatedText, quotes: NegatedText): boolean {
  const quotedStems = new Set(quotes.words.map(({ stem }) => stem));
  return claim.words.some((said, at) =>
    allSides(said.folded).some(({ pair, left }) => {
      if (pair < unambiguousPairs || hasSide(claim, { pair, left: !left })) return false;
      if (quotes.words.some((word) => isOn(word, { pair, left }) || isSameMeaning(word, said))) return false;
      const own = around(claim.words, at).filter((stem) => quotedStems.has(stem));
      return quotes.words.some((word, place) => {
        if (claim.isNegated[at] !== quotes.isNegated[place] || !isOn(word, { pair, left: !left })) return false;
        const other = around(quotes.words, place);
        return own.length > 0 && own.filter((stem) => other.includes(stem)).length * 2 > own.length;
      });
    }),
  );
}

function hasSide({ words }: NegatedText, side: OppositeSide): boolean {
  return words.some((word) => isOn(word, side));
}

function isOn({ folded }: Word, { pair, left }: OppositeSide): boolean {
  return allSides(folded).some((side) => side.pair === pair && side.left === left);
}

function around(list: readonly Word[], at: number): string[] {
  const content = (part: readonly Word[]): string[] =>
    part.filter(({ folded }) => !stopWords.has(folded)).map(({ stem }) => stem);
  return [...content(list.slice(0, at)).slice(-nearby), ...content(list.slice(at + 1)).slice(0, nearby)];
}

/** Things keep their side when a negation speaks of them. */
const thing =
  /^(?:parent|child|children|sender|recipient|receiver|input|output|client|server|source|target|destination|teacher|student|employer|employee|buyer|seller|winner|loser|except)s?$/u;

/** How often a text points either way, by pair; a negation turns a word around, but "not faster" is not "slower". */
function balances({ words, isNegated }: NegatedText): Map<number, Balance> {
  const found = new Map<number, Balance>();
  words.forEach((word, at) => {
    for (const side of oppositeSides(word.folded)) {
      const balance = found.get(side.pair) ?? { left: 0, right: 0 };
      const turned =
        isNegated[at] === true &&
        !thing.test(word.folded) &&
        (side.pair >= degreePairs || side.pair === change || side.pair === time);
      balance[side.left === turned ? "right" : "left"] += 1;
      found.set(side.pair, balance);
    }
  });
  return found;
}

/**
 * Whether a claim says more where its quotes say less, before for after, and the like: more often the one, less often
 * the other. "Not allowed" is "prohibited".
 *
 * @param explained - pairs that are left out: claim and quotes state the same order by them
 */
export function directionDiffers(
  claim: NegatedText,
  quotes: NegatedText,
  explained: ReadonlySet<number> = new Set(),
): boolean {
  if (hasNearbyOpposite(claim, quotes)) return true;
  const said = balances(claim);
  const quoted = balances(quotes);
  const none: Balance = { left: 0, right: 0 };
  for (const pair of explained) {
    said.delete(pair);
    quoted.delete(pair);
  }
  const turned = [...said].filter(([pair, own]) => {
    const other = quoted.get(pair) ?? none;
    return (own.left - other.left) * (own.right - other.right) < 0;
  });
  if (turned.some(([pair]) => pair >= degreePairs || pair === time)) return true;
  // "Lower values are slower" says what "higher values are faster" says.
  if (turned.length > 0) return turned.length % 2 === 1;
  const [own, other] = [bothDegrees(said), bothDegrees(quoted)];
  // Only where both sides say as much: "more details" next to "decreases" compares nothing.
  return own.left + own.right === other.left + other.right && (own.left - other.left) * (own.right - other.right) < 0;
}

function bothDegrees(found: ReadonlyMap<number, Balance>): Balance {
  const [one, two] = [found.get(degree), found.get(change)];
  return { left: (one?.left ?? 0) + (two?.left ?? 0), right: (one?.right ?? 0) + (two?.right ?? 0) };
}

/** Signs and phrases as the words they mean. */
export function withSigns(text: string): string {
  return (
    text
      .replace(/(?<=\s)\+(?=\s)/gu, "plus")
      .replace(/(?<=[\p{L}\p{N})]\s)[−-](?=\s[\p{L}\p{N}_(])/gu, "minus")
      .replace(/\bin front of\b/giu, "before")
      .replace(/\bright (?=(?:after|before|away|now|next|here|there)\b)/giu, "")
      .replace(/\b(?:end(?:s|ed)?|show(?:s|ed)?|set|sets|make|makes|made) up\b/giu, "")
      .replace(/\bno longer\b(?! than)/giu, "not")
      // "Restricted to research" allows research.
      .replace(/\b(?:restrict(?:s|ed)?|limit(?:s|ed)?) to\b/giu, "to")
  );
}
