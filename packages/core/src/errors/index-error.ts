import { RagstoneError, type RagstoneErrorOptions } from "./ragstone-error.js";

export type IndexErrorCode =
  | "index-missing"
  | "index-locked"
  | "index-damaged"
  | "index-newer"
  | "index-foreign"
  | "index-read-only"
  | "model-mismatch"
  | "missing-vectors"
  /** Another process took over a document that this one was thought to have given up. */
  | "claim-lost"
  | "disk-full";

/** The index cannot be used as requested. The command exits with 6. */
export class IndexError extends RagstoneError {
  override readonly name = "IndexError";
  declare readonly code: IndexErrorCode;

  constructor(code: IndexErrorCode, message: string, options: RagstoneErrorOptions) {
    super(code, message, options);
  }
}
