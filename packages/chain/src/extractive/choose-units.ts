import type { ParsedQuestion } from "./question.js";
import type { ScoredUnit } from "./scored-unit.js";
import { featureNames } from "./unit-features.js";

/** Two units with this share of common words say the same. */
const sameShare = 0.8;

/**
 * What speaks for a further unit besides its score: how much of the question it holds that the best one does not, and
 * standing next to the best one. Chosen on XQuAD.
 */
const further = { gain: 1, neighbour: 0.3 };
/**
 * A further unit this far behind the best one is left out. On XQuAD two sentences hold as many answers with it as
 * without (92.3 % against 92.4 %, refused ones too), with 1.68 sentences an answer; 3 gives 1.62 and 92.1 %, 2.5 gives
 * 1.53 and 91.9 %.
 */
const mostBehind = 3.5;
/** A person named in the best unit may be meant by "he" or "she" this many units on. */
const personReach = 3;

const person = /^(?:he|she|his|her)$/u;

/**
 * The best units: no duplicates, none far behind the best, neighbours in reading order. Units beside the best one are
 * taken only if they pass.
 */
export function chooseUnits(
  question: ParsedQuestion,
  scored: readonly ScoredUnit[],
  most: number,
  passes: (unit: ScoredUnit) => boolean,
): ScoredUnit[] {
  let best: ScoredUnit | undefined;
  for (const unit of scored) if (best === undefined || unit.score > best.score) best = unit;
  if (best === undefined) return [];
  const chosen = [best];
  const candidates = scored
    .map((unit) => ({ unit, far: behind(question, scored, best, unit) }))
    .filter(({ unit, far }) => unit !== best && far <= mostBehind && !pointsElsewhere(scored, best, unit))
    .sort((left, right) => left.far - right.far);
  for (const { unit } of candidates) {
    if (chosen.length >= most) break;
    if (!chosen.some((other) => saysSame(other, unit)) && passes(unit)) chosen.push(unit);
  }
  return inReadingOrder(chosen);
}

/** Places of a unit after the best one, negative before it; `null` in another passage. */
function distance(scored: readonly ScoredUnit[], best: ScoredUnit, unit: ScoredUnit): number | null {
  return unit.passage === best.passage ? scored.indexOf(unit) - scored.indexOf(best) : null;
}

function behind(question: ParsedQuestion, scored: readonly ScoredUnit[], best: ScoredUnit, unit: ScoredUnit): number {
  const total = question.terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const gain =
    question.terms.reduce(
      (sum, term, at) => sum + term.weight * Math.max(0, (unit.matches[at] ?? 0) - (best.matches[at] ?? 0)),
      0,
    ) / total;
  const neighbour = Math.abs(distance(scored, best, unit) ?? 0) === 1 ? further.neighbour : 0;
  return best.score - unit.score - further.gain * gain - neighbour;
}

/**
 * Whether a unit starts with a word that points back ("It", "They") at something other than the best unit, so that it
 * would mislead beside it. "He" and "she" may skip a few units, and follow a best unit that itself speaks of "him" or
 * "her".
 */
function pointsElsewhere(scored: readonly ScoredUnit[], best: ScoredUnit, unit: ScoredUnit): boolean {
  if (unit.features[featureNames.indexOf("pronoun")] !== 1) return false;
  const steps = distance(scored, best, unit);
  if (steps === null) return true;
  const opening = (one: ScoredUnit): string => one.words[0]?.folded ?? "";
  if (person.test(opening(unit)) && ((steps > 0 && steps <= personReach) || opening(best) === opening(unit)))
    return false;
  return steps !== 1;
}

/** The best unit comes first, but for units of its own passage that stand before it. */
function inReadingOrder(chosen: readonly ScoredUnit[]): ScoredUnit[] {
  const groups = new Map<number, ScoredUnit[]>();
  for (const unit of chosen) groups.set(unit.passage.number, [...(groups.get(unit.passage.number) ?? []), unit]);
  return [...groups.values()].flatMap((group) => group.sort((left, right) => left.unit.start - right.unit.start));
}

function saysSame(left: ScoredUnit, right: ScoredUnit): boolean {
  const stems = new Set(left.words.map((word) => word.stem));
  const shared = right.words.filter((word) => stems.has(word.stem)).length;
  return shared >= sameShare * Math.min(left.words.length, right.words.length);
}
