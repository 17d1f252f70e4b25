import type { ParsedQuestion } from "./question.js";
import type { ScoredUnit } from "./scored-unit.js";
import { featureNames } from "./unit-features.js";

export interface Evidence {
  readonly answers: boolean;
  /** Log-odds that the best unit answers; {@link leastEvidence} is the line. */
  readonly score: number;
  /** Terms of the question that no passage holds, names and numbers first. */
  readonly missing: readonly string[];
}

/**
 * Weights of the evidence, fitted by logistic regression on XQuAD: questions with their article against the same
 * questions with the article or the paragraph left out, or with a foreign name or number. Only words count, no score of
 * an embedder or of the search, so that the line holds for every index.
 */
const weights = {
  coverage: 2.1,
  stems: -0.58,
  names: -0.92,
  credited: 3.61,
  typeMissing: -0.86,
  passageShare: 3.94,
  passageNames: 4.65,
  passageOther: 0.41,
  heaviestMissing: -0.6,
  heaviestMissingInUnit: 2.14,
  pairs: 1.26,
  bias: -10.49,
};

/**
 * Below this an answer is refused. On XQuAD, cross-validated by article, the line refuses 6 % of questions that have an
 * answer and 94 % of those whose article is not there; docs/decisions holds the whole curve.
 */
export const leastEvidence = -1.04;

/** A term met less than this is missing. */
const metFrom = 0.5;

/** Whether the best unit and its passage answer the question, and what of it no passage mentions. */
export function judgeEvidence(question: ParsedQuestion, scored: readonly ScoredUnit[]): Evidence {
  const { terms } = question;
  const met = mostMet(scored, terms.length);
  const missing = terms
    .filter((_, at) => (met[at] ?? 0) < metFrom)
    .sort((left, right) => Number(right.specific) - Number(left.specific) || right.weight - left.weight)
    .map((term) => term.word.text);
  let best: ScoredUnit | undefined;
  for (const unit of scored) if (best === undefined || unit.evidence > best.evidence) best = unit;
  if (best === undefined || terms.length === 0) return { answers: false, score: -Infinity, missing };

  const found = best;
  const feature = (name: (typeof featureNames)[number]): number => found.features[featureNames.indexOf(name)] ?? 0;
  const inPassage = mostMet(
    scored.filter((unit) => unit.passage === found.passage),
    terms.length,
  );
  const share = (specific?: boolean): number => {
    let held = 0;
    let total = 0;
    terms.forEach((term, at) => {
      if (specific !== undefined && term.specific !== specific) return;
      held += term.weight * (inPassage[at] ?? 0);
      total += term.weight;
    });
    return total === 0 ? 1 : held / total;
  };
  const heaviest = (matches: Float64Array): number =>
    Math.max(...terms.map((term, at) => term.weight * (1 - (matches[at] ?? 0))));
  const score =
    weights.coverage * feature("coverage") +
    weights.stems * feature("stems") +
    weights.names * feature("names") +
    weights.credited * feature("credited") +
    weights.typeMissing * feature("typeMissing") +
    weights.passageShare * share() +
    weights.passageNames * share(true) +
    weights.passageOther * share(false) +
    weights.heaviestMissing * heaviest(inPassage) +
    weights.heaviestMissingInUnit * heaviest(found.inContext) +
    weights.pairs * feature("pairs") +
    weights.bias;
  return { answers: score >= leastEvidence, score, missing };
}

function mostMet(units: readonly ScoredUnit[], terms: number): Float64Array {
  const met = new Float64Array(terms);
  for (const unit of units) unit.inContext.forEach((value, at) => (met[at] = Math.max(met[at] ?? 0, value)));
  return met;
}
