import type { TextRange } from "@ragstone/core";
import type { CitedSource } from "./cited-source.js";

/** The position of cited words: a range of a source's document. */
export interface CitedPlace {
  readonly source: CitedSource;
  readonly range: TextRange;
}
