import type { CheckedCitation } from "@ragstone/chain";

/** The outcome for each citation: the JSON of `ragstone verify`. */
export interface VerifyReport {
  readonly citations: readonly CheckedCitation[];
}
