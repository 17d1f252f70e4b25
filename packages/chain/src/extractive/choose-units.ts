import type { ParsedQuestion } from "./question.js";
import type { ScoredUnit } from "./scored-unit.js";
import { featureNames } from "./unit-features.js";

/** Two units with this share of common words say the same. */
const sameShare = 0.8;

/**
 * Weights of a further unit beside the best one, fitted on XQuAD like those of the units: its distance in score, whether it
 * comes right after or before the best unit (before one that points back most of all), stands in the same passage, and how
 * much of the question it holds that the best one does not.
 */
const further = { score: 1.21, after: 0.19, before: 0.48, beforePronoun: 0.1, samePassage: -0.44, gain: 1.42 };
/**
 * Below this a further unit is left out. On a quarter of XQuAD, -5 gives 1.72 sentences an answer, -4 gives 1.59 and finds as many
 * answers (93.2 %), -3 gives 1.43 and finds 91.7 %.
 */
const leastFurther = -4;

/** The best units: no duplicates, none far behind the best, neighbours in reading order. Units beside the best one are taken only if they pass. */
export function chooseUnits(question: ParsedQuestion, scored: readonly ScoredUnit[], most: number, passes: (unit: ScoredUnit) => boolean): ScoredUnit[] {
  let best: ScoredUnit | undefined;
  for (const unit of scored) if (best === undefined || unit.score > best.score) best = unit;
  if (best === undefined) return [];
  const chosen = [best];
  const candidates = scored
    .map((unit) => ({ unit, score: furtherScore(question, scored, best, unit) }))
    .filter(({ unit, score }) => unit !== best && score >= leastFurther && !pointsElsewhere(scored, best, unit))
    .sort((left, right) => right.score - left.score);
  for (const { unit } of candidates) {
    if (chosen.length >= most) break;
    if (!chosen.some((other) => saysSame(other, unit)) && passes(unit)) chosen.push(unit);
  }
  return inReadingOrder(chosen);
}

function furtherScore(question: ParsedQuestion, scored: readonly ScoredUnit[], best: ScoredUnit, unit: ScoredUnit): number {
  const same = unit.passage === best.passage;
  const distance = same ? scored.indexOf(unit) - scored.indexOf(best) : 0;
  const total = question.terms.reduce((sum, term) => sum + term.weight, 0) || 1;
  const gain = question.terms.reduce((sum, term, at) => sum + term.weight * Math.max(0, (unit.matches[at] ?? 0) - (best.matches[at] ?? 0)), 0) / total;
  const before = distance === -1 ? 1 : 0;
  const pronoun = best.features[featureNames.indexOf("pronoun")] ?? 0;
  return (
    further.score * (unit.score - best.score) + (distance === 1 ? further.after : 0) + further.before * before + further.beforePronoun * before * pronoun +
    (same ? further.samePassage : 0) + further.gain * gain
  );
}

/** Whether a unit starts with a word that points back ("It", "They") at something other than the best unit, so that it would mislead beside it. */
function pointsElsewhere(scored: readonly ScoredUnit[], best: ScoredUnit, unit: ScoredUnit): boolean {
  const pronoun = unit.features[featureNames.indexOf("pronoun")] === 1;
  return pronoun && (unit.passage !== best.passage || scored.indexOf(unit) - scored.indexOf(best) !== 1);
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
