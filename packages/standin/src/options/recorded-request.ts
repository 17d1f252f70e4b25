/** A received request and its outcome. */
export interface RecordedRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, the text where it is none, `null` without a body. */
  readonly body: unknown;
  /** Of the body as sent. */
  readonly bytes: number;
  /** Endpoint name of a model request. */
  readonly endpoint: string | null;
  /** Ms since the epoch. */
  readonly receivedMs: number;
  /** Status answered; `null` while it is in flight, and for a connection that was closed without an answer. */
  readonly status: number | null;
  /** Names of the faults that hit it. */
  readonly faults: readonly string[];
}
