import type { Terms as TermsOf } from "@ragstone/tokenizers/words";
import type { TermPostings } from "./term-postings.js";

/** The terms of the chunks that a search may see. */
export type Terms = TermsOf<TermPostings>;
