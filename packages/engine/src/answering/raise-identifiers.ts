import type { Ranked } from "@ragstone/core";
import { namedIdentifiers } from "@ragstone/verify/internal";
import type { SearchMode } from "../api/search-mode.js";
import { preferIdentifiers } from "./prefer-identifiers.js";

/** Weight of the query's identifiers against a reranker's scores, alone and next to words. */
const weights = { alone: 1, nextToWords: 0.3 } as const;

/** Raises passages that contain the query's identifiers whole, except in a search by vectors alone. */
export function raiseIdentifiers(query: string, ranked: readonly Ranked[], mode: SearchMode): Ranked[] {
  const identifiers = mode === "vector" ? [] : namedIdentifiers(query);
  if (identifiers.length === 0) return [...ranked];
  const isAlone = new Set(query.trim().split(/\s+/u)).size === identifiers.length;
  return preferIdentifiers(ranked, identifiers, isAlone ? weights.alone : weights.nextToWords);
}
