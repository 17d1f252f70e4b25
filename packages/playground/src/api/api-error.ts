/** A failure that the server reports, or `unreachable` where there is no server. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  /** What to do, where the server says so. */
  readonly hint: string | null;

  constructor({ code, message, hint = null }: { code: string; message: string; hint?: string | null }) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
