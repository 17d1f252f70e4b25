import type { FeaturedUnit } from "./unit-features.js";

/** A unit with how well it answers. Scores compare within a question. */
export interface ScoredUnit extends FeaturedUnit {
  /** For choosing what the answer says. */
  readonly score: number;
  /** For choosing what the evidence is judged by. */
  readonly evidence: number;
}
