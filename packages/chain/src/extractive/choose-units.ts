import type { ScoredUnit } from "./score-units.js";

/** A further unit must score this share of the best one. */
const minShare = 0.55;
/** Two units with this share of common words say the same. */
const sameShare = 0.8;

/** The best units in reading order: no duplicates, and none far behind the best. */
export function chooseUnits(scored: readonly ScoredUnit[], most: number): ScoredUnit[] {
  const ranked = [...scored].sort((left, right) => right.score - left.score || left.passage.number - right.passage.number || left.unit.start - right.unit.start);
  const best = ranked[0];
  if (best === undefined) return [];
  const chosen: ScoredUnit[] = [best];
  for (const candidate of ranked) {
    if (chosen.length >= most) break;
    if (chosen.includes(candidate) || candidate.score < minShare * best.score) continue;
    if (!chosen.some((other) => saysSame(other, candidate))) chosen.push(candidate);
  }
  return chosen;
}

function saysSame(left: ScoredUnit, right: ScoredUnit): boolean {
  const stems = new Set(left.words.map((word) => word.stem));
  const shared = right.words.filter((word) => stems.has(word.stem)).length;
  return shared >= sameShare * Math.min(left.words.length, right.words.length);
}
