import { escapeControls, type Hit, type HitExplanation, type RankingFeature } from "@ragstone/core";

const names: Readonly<Record<RankingFeature, string>> = {
  fusion: "fusion",
  vector: "vector",
  sentence: "nearest sentence",
  words: "words",
  sentenceWords: "words of one sentence",
  adjacency: "words in sequence",
  headings: "headings",
  terms: "defined term",
  path: "path",
  neighbours: "passages next to it",
};

/** Why a hit has its rank, as lines. */
export function renderExplanation({ scores }: Pick<Hit, "scores">, explanation: HitExplanation): string[] {
  const { fusion, features, identifiers, verbatim, demoted, reranked } = explanation;
  const vector = scores.vector === null ? "no vector" : `vector ${scores.vector.toFixed(3)}`;
  return [
    `raw: text ${scores.text.toFixed(2)}, ${vector}, fused ${fusion.toFixed(3)}`,
    ...(features === null
      ? []
      : [
          `ranked by: ${Object.entries(names)
            .map(([key, name]) => `${name} ${features[key as RankingFeature].toFixed(2)}`)
            .join(", ")}`,
        ]),
    ...(reranked === null
      ? []
      : [
          `reranked by ${escapeControls(reranked.name)}: ${reranked.score.toFixed(3)}, which replaces the score so far`,
        ]),
    ...(identifiers === null ? [] : [`identifiers of the query: ${Math.round(identifiers * 100)} % contained whole`]),
    ...(demoted ? ["a list of links, ranked behind the passages with the query's words"] : []),
    ...(verbatim ? ["contains the query word for word"] : []),
  ];
}
