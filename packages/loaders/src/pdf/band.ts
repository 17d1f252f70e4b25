import type { Row } from "./build-rows.js";

/** Rows that share the white strips (gutters) between their columns. */
export interface Band {
  readonly rows: readonly Row[];
  /** Middles of the gutters, left to right; empty for text in one column. */
  readonly gutters: readonly number[];
}
