import { failureAdvice } from "./failure-advice.js";
import type { FailureReason } from "./failure-reason.js";
import { RagstoneError } from "./ragstone-error.js";

/**
 * One document cannot be loaded or indexed; the run continues and the report names the document. `code` is
 * `document-failed`. Without a hint, {@link failureAdvice} of the reason is the hint.
 */
export class DocumentError extends RagstoneError {
  override readonly name = "DocumentError";
  readonly path: string;
  readonly reason: FailureReason;
  readonly detail: string;

  constructor(
    path: string,
    reason: FailureReason,
    detail: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super("document-failed", `${path} was not indexed (${reason}): ${detail}`, {
      hint: options.hint ?? failureAdvice[reason],
      cause: options.cause,
      data: { path, reason, detail },
    });
    this.path = path;
    this.reason = reason;
    this.detail = detail;
  }
}
