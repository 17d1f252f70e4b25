import type { Candidate, Ranked } from "@ragstone/core";
import { namedIdentifiers } from "@ragstone/verify/internal";
import type { SearchMode } from "../api/search-mode.js";
import type { SearchPart } from "../ranking/search-part.js";
import { isVerbatim, typedSentence } from "../ranking/is-verbatim.js";
import { demoteNavigation, type Demoted } from "./demote-navigation.js";
import { preferIdentifiers } from "./prefer-identifiers.js";

export interface QueryOrderOptions {
  readonly query: string;
  readonly mode: SearchMode;
  /** Weight of the query's identifiers next to words, against the scores so far. */
  readonly nextToWords: number;
  /** Parts that are left out. @defaultValue none */
  readonly without?: ReadonlySet<SearchPart> | undefined;
}

/** A ranking with the reasons that the query's own words gave. */
export interface OrderedByQuery extends Demoted {
  /** Of the query, lower case; none in a search by vectors alone. */
  readonly identifiers: readonly string[];
  /** Passages that contain the whole query. */
  readonly verbatim: ReadonlySet<Candidate>;
}

/** Weight of identifiers that are all of the query: no passage without them comes before one with them. */
const alone = 1;

/**
 * What the query's own words decide, by whatever measure the passages were ordered: those with its identifiers first,
 * then those that contain a query of five words and more as it is; lists of links behind what they lead to.
 *
 * @param ranked - best first
 */
export function orderByQuery(ranked: readonly Ranked[], options: QueryOrderOptions): OrderedByQuery {
  const { query, mode, nextToWords, without = new Set() } = options;
  const identifiers = mode === "vector" || without.has("identifiers") ? [] : namedIdentifiers(query);
  const isAlone = new Set(query.trim().split(/\s+/u)).size === identifiers.length;
  const preferred =
    identifiers.length === 0 ? ranked : preferIdentifiers(ranked, identifiers, isAlone ? alone : nextToWords);
  const sentence = without.has("verbatim") ? null : typedSentence(query);
  const verbatim = new Set(
    sentence === null
      ? []
      : preferred.map(({ candidate }) => candidate).filter(({ text }) => isVerbatim(sentence, text)),
  );
  const ordered = verbatimFirst(preferred, verbatim);
  const { ranked: last, demoted } = without.has("navigation")
    ? { ranked: ordered, demoted: new Set<Candidate>() }
    : demoteNavigation(ordered, query);
  return { ranked: last, demoted, identifiers, verbatim };
}

/** Halves the scores of the others, so that all scores stay in order. */
function verbatimFirst(ranked: readonly Ranked[], verbatim: ReadonlySet<Candidate>): readonly Ranked[] {
  if (verbatim.size === 0) return ranked;
  return ranked
    .map(({ candidate, score }) => ({ candidate, score: verbatim.has(candidate) ? (1 + score) / 2 : score / 2 }))
    .toSorted((one, other) => other.score - one.score);
}
