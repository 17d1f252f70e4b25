/**
 * The measures that order the passages of a hybrid search, each from 0 to 1:
 *
 * - `fusion`: the fused score of text and vector search
 * - `vector`: cosine, relative to the best candidate's
 * - `sentence`: similarity of the query and the sentence nearest to it, headings included, by the built-in table
 * - `words`: share of the query's words in passage and headings by rarity; a related word counts by its similarity
 * - `sentenceWords`: the same of the best sentence
 * - `adjacency`: share of the query's neighbouring words that follow each other in the passage
 * - `headings`: share of the query's words in title and headings
 * - `terms`: how nearly the query is a term that the passage defines, or a heading inside it; 0 where it is not
 * - `path`: share of the query's words in folder and file names
 * - `neighbours`: the best fused score of the passages next to it in its document
 */
export type RankingFeature =
  | "fusion"
  | "vector"
  | "sentence"
  | "words"
  | "sentenceWords"
  | "adjacency"
  | "headings"
  | "terms"
  | "path"
  | "neighbours";

/** {@link RankingFeature} */
export type RankingFeatures = Readonly<Record<RankingFeature, number>>;
