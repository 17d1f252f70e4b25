import type { ParsedQuestion } from "./question.js";
import type { ScoredUnit } from "./score-units.js";

export interface Evidence {
  readonly answers: boolean;
  /** Terms of the question that no passage holds, names and numbers first. */
  readonly missing: readonly string[];
}

/** Least share of the question's weight that the best unit, or its passage with it, must hold. */
const minCoverage = 0.45;

/** Whether the best units answer the question, and what of it no passage mentions. */
export function judgeEvidence(question: ParsedQuestion, scored: readonly ScoredUnit[]): Evidence {
  const met = new Float64Array(question.terms.length);
  for (const unit of scored) unit.matches.forEach((value, at) => (met[at] = Math.max(met[at] ?? 0, value)));
  const missing = question.terms
    .filter((_, at) => (met[at] ?? 0) < 0.5)
    .sort((left, right) => Number(right.specific) - Number(left.specific) || right.weight - left.weight)
    .map((term) => term.word.text);
  let best: ScoredUnit | undefined;
  for (const unit of scored) if (best === undefined || unit.score > best.score) best = unit;
  return { answers: best !== undefined && question.terms.length > 0 && best.coverage >= minCoverage && best.hasType, missing };
}
