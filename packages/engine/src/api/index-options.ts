import type { OnEvent } from "@ragstone/core";

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

export interface IndexOptions extends RunOptions {
  /**
   * Whether a run may remove more than half of at least 20 documents. Else it throws `removal-limit` and writes
   * nothing. @defaultValue false
   */
  readonly allowRemoval?: boolean;
}
