import { fuseScores, type Candidate, type Ranked } from "@ragstone/core";
import { namedIdentifiers } from "@ragstone/verify/internal";
import type { SearchMode } from "../api/search-mode.js";
import { preferIdentifiers } from "./prefer-identifiers.js";

/** Orders the candidates of a search, best first, without those that neither words nor vectors recommend. */
export function rankCandidates(query: string, candidates: readonly Candidate[], mode: SearchMode): Ranked[] {
  const vectorWeight = mode === "vector" ? 1 : undefined;
  const fused = fuseScores(candidates, vectorWeight).filter(({ score }) => score > 0);
  const identifiers = mode === "vector" ? [] : namedIdentifiers(query);
  if (identifiers.length === 0) return fused;
  const isAlone = new Set(query.trim().split(/\s+/u)).size === identifiers.length;
  return preferIdentifiers(fused, identifiers, { isAlone });
}
