/** One request, for a log. Has no question, no text of a document, no query string and no secret. */
export interface LogEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly method: string;
  /** The operation, such as `ask`; `null` for a path that is none. */
  readonly operation: string | null;
  readonly collection: string | null;
  readonly status: number;
  /** The token or user; `null` where none was accepted. */
  readonly caller: string | null;
  readonly elapsedMs: number;
}
