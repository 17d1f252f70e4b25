import type { RagstoneError } from "@ragstone/core";
import type { Receipt } from "../files/receipts.js";
import type { Target } from "./target.js";

/** What is going to be done with one file; `null` for no file. */
export interface PlannedChange {
  readonly target: Target;
  readonly before: string | null;
  readonly after: string | null;
  /** How to restore what was there. @defaultValue `null`: nothing of this program will be left */
  readonly receipt: Receipt | null;
}

/** A file that cannot be changed. */
export interface FailedChange {
  readonly target: Target;
  readonly error: RagstoneError;
}

export type Planned = PlannedChange | FailedChange;
