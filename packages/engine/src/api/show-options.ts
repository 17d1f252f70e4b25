import type { CallOptions } from "./call-options.js";

/** How much around a passage is shown; without any, the passage alone. */
export interface ShowOptions extends CallOptions {
  /** Widens the passage to this many chunks before and after. @defaultValue 0 */
  readonly neighbours?: number;
  /** Widens the passage to the innermost section that contains it. @defaultValue false */
  readonly section?: boolean;
  /** Shows this page, from 1 as in `pages`, of the document that the target names by its path alone. */
  readonly page?: number;
}
