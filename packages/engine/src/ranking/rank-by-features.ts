import { documentName, type Candidate, type Ranked, type RankingFeature, type RankingFeatures } from "@ragstone/core";
import { PassageReader } from "./passage-reader.js";
import type { QueryWords } from "./query-words.js";
import type { SearchPart } from "./search-part.js";
import type { WordTable } from "./word-table.js";

/**
 * Fitted on half of the questions about six folders of documents, each folder's questions ranked by the weights of the
 * others: docs/decisions/passages-ranked-by-features.md.
 */
const weights: Readonly<Record<RankingFeature, number>> = {
  fusion: 1,
  vector: 0.66,
  sentence: 0.74,
  words: 1,
  sentenceWords: 0.72,
  adjacency: 0.4,
  headings: 0.35,
  terms: 0.6,
  path: 0.26,
  neighbours: 0.18,
};

/** Candidates that are compared; those behind keep their order. */
const maxCompared = 36;

/** Characters between the starts of passages that are neighbours. */
const maxDistance = 4_000;

/** A candidate with the parts of its score. */
export interface Weighed extends Ranked {
  /** `null` for a candidate far behind, which was not compared. */
  readonly features: RankingFeatures | null;
}

/** What passages are compared with, and by. */
export interface ComparedBy {
  readonly query: QueryWords;
  readonly table: WordTable;
  /** Features that do not count. @defaultValue all count */
  readonly without?: ReadonlySet<SearchPart> | undefined;
}

/**
 * Orders the best fused candidates by the weighted mean of their {@link RankingFeatures}. Linear in their text: about 5 ms for
 * 36 passages of 250 words.
 *
 * @param fused - best first
 */
export function rankByFeatures(fused: readonly Ranked[], { query, table, without = new Set() }: ComparedBy): Weighed[] {
  const counted = Object.entries(weights).filter(([feature]) => !without.has(feature as RankingFeature));
  const head = fused.slice(0, maxCompared);
  const reader = new PassageReader(query, table);
  const maxVector = Math.max(...head.map(({ candidate }) => candidate.scores.vector ?? 0));
  const neighbours = neighboursOf(head);
  const best = head
    .map(({ candidate, score }): Weighed => {
      const cosine = Math.max(0, candidate.scores.vector ?? 0);
      const features = {
        fusion: score,
        vector: maxVector > 0 ? cosine / maxVector : 0,
        ...reader.features(candidate),
        neighbours: neighbours(candidate),
      };
      return { candidate, score: meanOf(features, counted), features };
    })
    .toSorted((one, other) => other.score - one.score);
  const lowest = best.at(-1)?.score ?? 1;
  const rest = fused
    .slice(maxCompared)
    .map(({ candidate, score }) => ({ candidate, score: score * lowest, features: null }));
  return [...best, ...rest];
}

function meanOf(features: RankingFeatures, counted: readonly (readonly [string, number])[]): number {
  let [sum, whole] = [0, 0];
  for (const [feature, weight] of counted) {
    sum += weight * features[feature as RankingFeature];
    whole += weight;
  }
  return sum / whole;
}

/** The best fused score of the other candidates near one in its document. */
function neighboursOf(ranked: readonly Ranked[]): (candidate: Candidate) => number {
  const byDocument = new Map<string, Ranked[]>();
  for (const entry of ranked) {
    const name = documentName(entry.candidate);
    const known = byDocument.get(name);
    if (known === undefined) byDocument.set(name, [entry]);
    else known.push(entry);
  }
  return (candidate) =>
    Math.max(
      0,
      ...byDocument
        .get(documentName(candidate))!
        .filter((one) => one.candidate !== candidate && Math.abs(one.candidate.start - candidate.start) < maxDistance)
        .map(({ score }) => score),
    );
}
