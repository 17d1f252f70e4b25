import type { FeaturedUnit } from "./unit-features.js";

/** A unit with how well it answers; scores compare within a question. */
export interface ScoredUnit extends FeaturedUnit {
  readonly score: number;
}
