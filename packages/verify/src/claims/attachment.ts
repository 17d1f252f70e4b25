import { findNumbers } from "../values/numbers.js";
import { typedValues, type TypedValue } from "../values/typed-values.js";
import { oppositeSides } from "./direction.js";
import { stopWords } from "../text/stop-words.js";
import { words, type Word } from "../text/words.js";

/** Words on either side that are taken to belong to a value, and how much each step away takes from a word's weight. */
const reach = 8;
/** A clause ends here: words beyond count as some steps further away. */
const clauseMark = /[,;:()[\]]/u;
const clauseWord = /^(?:and|but|while|whereas|or|vs|versus)$/u;
const clauseSteps = 3;
/** A value of another type in the same clause says as much of a value as the second word next to it. */
const valueWeight = 0.5;
const sentenceEnd = /[.!?]\s|\n/u;
/** Prepositions determine the role of a value: "from 5% to 7%". */
const preposition = /^(?:from|to|of|in|by|for|at|until|since|before|after|between|over|under|per)$/u;
const prepositionWeight = 0.5;

/**
 * A claim's value belongs to something else when its words fit another value's by this much of their weight better than
 * its own.
 */
const leastLead = 0.18;
/** And fit that one this well. */
const leastFit = 0.5;

/**
 * Whether a value of the claim belongs to something else: the quote gives several values of its type, and the words,
 * names and other values near it in the claim are near another one there. Words count less the further away they are,
 * and less beyond the end of a clause; every word counts once, for its nearest place.
 */
export function attachmentDiffers(claim: string, quotes: string): boolean {
  const said = placedValues(claim);
  if (said.length === 0) return false;
  const quoted = placedValues(quotes);
  if (!said.some((value) => quoted.some((other) => other.type === value.type && other.value !== value.value)))
    return false;
  const [own, there] = [new Surroundings(claim, said), new Surroundings(quotes, quoted)];
  return said.some((value) => {
    const same = quoted.filter((other) => other.type === value.type && other.value === value.value);
    const rivals = quoted.filter((other) => other.type === value.type && other.value !== value.value);
    if (same.length === 0 || rivals.length === 0) return false;
    const near = own.of(value);
    const best = Math.max(...same.map((other) => fit(near, there.of(other))));
    const rival = Math.max(...rivals.map((other) => fit(near, there.of(other))));
    return rival >= leastFit && rival - best >= leastLead;
  });
}

/** Two words are exchanged when each fits the place of the other better by this much of its weight, */
const leastExchange = 0.3;
/** and this well. */
const leastExchangeFit = 0.45;

/**
 * Whether two words of the claim are exchanged: each is near the words that the other one is near in the quotes, as in
 * "the page of the updated row has room for the old row".
 */
export function wordsExchanged(claim: string, quotes: string): boolean {
  const repeated = new Set<string>();
  const [said, quoted] = [singleWords(claim, repeated), singleWords(quotes, repeated)];
  const shared = [...said.keys()].filter((stem) => quoted.has(stem));
  const places = shared.map((stem) => quoted.get(stem)!.start);
  const isInOrder = places.every((place, at) => at === 0 || place > places[at - 1]!);
  if (shared.length < leastShared || isInOrder) return false;
  const [own, there] = [new Surroundings(claim, []), new Surroundings(quotes, [])];
  const near = shared.map((stem) => ({ stem, own: own.of(said.get(stem)!), there: there.of(quoted.get(stem)!) }));
  return near.some((one, at) =>
    near.slice(at + 1).some((other) => {
      const without = (map: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
        new Map([...map].filter(([token]) => token !== one.stem && token !== other.stem && !repeated.has(token)));
      const lead = (left: typeof one, right: typeof one): boolean => {
        const surroundings = without(left.own);
        const crossed = fit(surroundings, without(right.there));
        return crossed >= leastExchangeFit && crossed - fit(surroundings, without(left.there)) >= leastExchange;
      };
      return lead(one, other) && lead(other, one);
    }),
  );
}

/** Fewest words that claim and quotes share, for two of them to be compared by the others. */
const leastShared = 5;

/**
 * Content words that a text has once, by their stems, as values of a type of their own.
 *
 * @param repeated - gets the stems of the others
 */
function singleWords(text: string, repeated: Set<string>): ReadonlyMap<string, TypedValue> {
  const found = new Map<string, TypedValue>();
  for (const { folded, stem, text: written, start, end } of words(text)) {
    if (stopWords.has(folded)) continue;
    if (found.has(stem)) repeated.add(stem);
    found.set(stem, { type: "word", value: stem, text: written, counts: false, start, end });
  }
  for (const stem of repeated) found.delete(stem);
  return found;
}

/** Values of a text, and its words that have opposites as values of types of their own: left and right, old and new. */
function placedValues(text: string): TypedValue[] {
  const clocks = findNumbers(text).filter(({ unit }) => unit === "clock");
  // "Mix resin and water 1:20" has both numbers at the same place, and a time of day is one value.
  const values = [
    ...typedValues(text).filter(({ start, end }) => !clocks.some((clock) => clock.start < end && start < clock.end)),
    ...clocks.flatMap(({ value, ratio, start, end }): TypedValue[] =>
      ratio === undefined
        ? [{ type: "clock", value: String(value), text: text.slice(start, end), counts: false, start, end }]
        : [],
    ),
  ];
  const opposites = words(text).flatMap(({ folded, text: written, start, end }): TypedValue[] => {
    const side = oppositeSides(folded)[0];
    if (side === undefined || values.some((other) => start < other.end && other.start < end)) return [];
    const value = side.left ? "left" : "right";
    return [{ type: `opposite ${side.pair}`, value, text: written, counts: false, start, end }];
  });
  return [...values, ...opposites];
}

/** Share of the weight of one value's surroundings that another's hold. */
function fit(near: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let held = 0;
  let total = 0;
  for (const [token, weight] of near) {
    held += Math.min(weight, other.get(token) ?? 0);
    total += weight;
  }
  return total === 0 ? 0 : held / total;
}

/** The words near the values of a text. */
class Surroundings {
  readonly #text: string;
  readonly #values: readonly TypedValue[];
  readonly #words: readonly Word[];
  readonly #known = new Map<TypedValue, ReadonlyMap<string, number>>();

  constructor(text: string, values: readonly TypedValue[]) {
    this.#text = text;
    this.#values = values;
    this.#words = words(text);
  }

  /** Stems of content words, the preposition just before, and values of other types, with weights by closeness. */
  of(value: TypedValue): ReadonlyMap<string, number> {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const found = new Map<string, number>();
    const after = this.#words.findIndex((word) => word.start >= value.end);
    const first = this.#words.findLastIndex((word) => word.end <= value.start);
    this.#walk(value, first, -1, found);
    if (after >= 0) this.#walk(value, after, 1, found);
    const before = this.#words[first]?.folded ?? "";
    if (preposition.test(before)) found.set(`${before} `, prepositionWeight);
    this.#known.set(value, found);
    return found;
  }

  /**
   * Away from a value, word by word. Bracketed text that does not contain the value takes no steps: a claim often
   * leaves it out.
   */
  #walk(value: TypedValue, from: number, step: 1 | -1, found: Map<string, number>): void {
    let steps = 0;
    let isSameClause = true;
    let depth = 0;
    let last = step > 0 ? value.end : value.start;
    let inside: TypedValue | undefined;
    for (let at = from; at >= 0 && at < this.#words.length && steps < reach; at += step) {
      const word = this.#words[at]!;
      const gap = step > 0 ? this.#text.slice(last, word.start) : this.#text.slice(word.end, last);
      last = step > 0 ? word.end : word.start;
      const other = this.#values.find((one) => one.start < word.end && word.start < one.end);
      const sameValue = other !== undefined && other === inside;
      inside = other;
      if (sameValue) continue;
      if (sentenceEnd.test(gap)) return;
      const turn = turns(gap) * step;
      // Out of the brackets that contain the value itself, or past others.
      depth = Math.max(0, depth + turn);
      if (depth > 0) continue;
      if (clauseMark.test(gap) || clauseWord.test(word.folded)) {
        steps += clauseSteps;
        isSameClause = false;
      }
      if (other !== undefined && other.type === value.type) continue;
      if (other === undefined && stopWords.has(word.folded)) continue;
      const token = other === undefined ? word.stem : `${other.type} ${other.value}`;
      steps += 1;
      const weight = other !== undefined && isSameClause ? Math.max(valueWeight, 1 / steps) : 1 / steps;
      found.set(token, Math.max(found.get(token) ?? 0, weight));
    }
  }
}

/** Brackets that open in a text, less those that close. */
function turns(gap: string): number {
  return [...gap.matchAll(/[([]/gu)].length - [...gap.matchAll(/[)\]]/gu)].length;
}
