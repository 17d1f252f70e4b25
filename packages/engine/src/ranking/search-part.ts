import type { RankingFeature } from "@ragstone/core";

/** A part of ranking that can be left out, to measure what it adds. */
export type SearchPart = RankingFeature | "features" | "identifiers" | "verbatim" | "navigation";
