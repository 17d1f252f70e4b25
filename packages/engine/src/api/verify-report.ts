import type { CheckedCitation } from "@ragstone/chain";

/** What became of each citation: the JSON of `ragstone verify`. */
export interface VerifyReport {
  readonly citations: readonly CheckedCitation[];
}
