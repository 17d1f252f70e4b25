import { RagstoneError, type RagstoneErrorOptions } from "./ragstone-error.js";

export type RemoteErrorCode =
  | "sign-in-failed"
  | "permission-denied"
  | "endpoint-missing"
  | "folder-missing"
  | "endpoint-not-ready"
  | "model-retired"
  | "rate-limited"
  | "request-rejected"
  | "request-too-large"
  | "context-overflow"
  | "response-invalid"
  | "empty"
  | "response-too-large"
  | "stream-cut"
  | "network-failed"
  | "timed-out"
  | "service-failed";

/** A remote service failed or refused. Never carries a secret. The command exits with 7. */
export class RemoteError extends RagstoneError {
  override readonly name = "RemoteError";
  declare readonly code: RemoteErrorCode;
  /** HTTP status, where there was an answer. */
  readonly status: number | null;
  readonly requestId: string | null;

  constructor(
    code: RemoteErrorCode,
    message: string,
    options: RagstoneErrorOptions & { readonly status?: number; readonly requestId?: string },
  ) {
    super(code, message, options);
    this.status = options.status ?? null;
    this.requestId = options.requestId ?? null;
  }
}
