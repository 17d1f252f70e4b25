import type { Correction, Hit, SearchFilter } from "@ragstone/core";
import { isRagstoneError } from "@ragstone/core";
import type { SearchMode } from "@ragstone/engine";
import { describeFailure } from "../../text/describe-failure.js";
import { freshnessNotices } from "../../text/freshness-notices.js";
import type { OpenCollection } from "../../collections/open-collection.js";
import type { ToolCall } from "../tool.js";

/** A hit with its collection, where there are several. */
export type FoundHit = Hit & { readonly collection?: string };

/** The hits of one or several collections. */
export interface FoundHits {
  readonly hits: readonly FoundHit[];
  readonly mode: SearchMode;
  readonly corrected: readonly Correction[] | null;
  readonly notices: readonly string[];
}

export interface HitsRequest {
  readonly query: string;
  /** @defaultValue the collection's, else 10 */
  readonly k?: number | undefined;
  readonly filter?: SearchFilter | undefined;
  readonly waitMs: number;
  readonly call: ToolCall;
}

/**
 * Searches the collections and merges their hits by score. One that fails is a notice, unless all fail.
 *
 * @throws the error of the first collection, if none could be searched
 */
export async function findHits(collections: readonly OpenCollection[], request: HitsRequest): Promise<FoundHits> {
  const several = collections.length > 1;
  const outcomes = await Promise.allSettled(collections.map((one) => findIn(one, request, several)));
  const found = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const failures = outcomes.map((outcome) => (outcome.status === "rejected" ? (outcome.reason as unknown) : null));
  request.call.signal.throwIfAborted();
  if (found.length === 0) throw failures[0];
  const notices = failures.flatMap((failure, at) =>
    failure === null ? [] : [`${collections[at]!.name} could not be searched: ${describeFailure(failure)}`],
  );
  const k = Math.max(...found.map((one) => one.k));
  const hits = found
    .flatMap(({ hits }) => hits)
    .sort((one, other) => other.score - one.score)
    .slice(0, k)
    .map((hit, at) => ({ ...hit, rank: at + 1 }));
  const corrected = found.flatMap((one) => one.corrected ?? []);
  return {
    hits,
    mode: found[0]!.mode,
    corrected: corrected.length === 0 ? null : corrected,
    notices: [...found.flatMap((one) => one.notices), ...notices],
  };
}

async function findIn(
  collection: OpenCollection,
  request: HitsRequest,
  several: boolean,
): Promise<FoundHits & { readonly k: number }> {
  const { query, filter, waitMs, call } = request;
  const { signal } = call;
  const freshness = await collection.ready({ waitMs, ...call });
  const notices = freshnessNotices(freshness, several ? collection.name : null);
  const { search: defaults = {} } = await collection.open();
  const { mode = "hybrid" } = defaults;
  const k = request.k ?? defaults.k ?? 10;
  try {
    const view = await collection.view();
    const hits = await view.search(query, { ...defaults, mode, k, filter, signal });
    const named = several ? hits.map((hit) => ({ ...hit, collection: collection.name })) : [...hits];
    return { hits: named, mode, k, corrected: hits.corrected, notices };
  } catch (error) {
    // The first run has not committed anything yet.
    if (freshness.state === "partial" && isRagstoneError(error) && error.code === "index-missing")
      return { hits: [], mode, k, corrected: null, notices };
    throw error;
  }
}
