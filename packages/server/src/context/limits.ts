/** Bounds that keep one caller from using up the server. */
export interface Limits {
  /** Of a JSON body. @defaultValue 8 MiB: an answer of 100,000 tokens with its sources fits several times */
  readonly bodyBytes: number;
  /** Of an uploaded file. @defaultValue 2 GiB */
  readonly uploadBytes: number;
  /** Answers, searches and other calls that may run at once; more get 503. @defaultValue 256 */
  readonly concurrency: number;
  /** Requests of one named token or user in a minute; the owner has no limit. @defaultValue 600 */
  readonly requestsPerMinute: number;
  /** Refused tokens of one address in a minute. @defaultValue 60 */
  readonly refusalsPerMinute: number;
  /** From a request to the end of its response. @defaultValue 10 minutes */
  readonly deadlineMs: number;
  /** How long a reader may take nothing of a stream. @defaultValue 30 s */
  readonly stalledMs: number;
  /** How long answers may take to end when the server stops. @defaultValue 10 s */
  readonly graceMs: number;
}

/** The limits of a server whose caller sets none. */
export const defaultLimits: Limits = {
  bodyBytes: 8 * 1024 * 1024,
  uploadBytes: 2 * 1024 ** 3,
  concurrency: 256,
  requestsPerMinute: 600,
  refusalsPerMinute: 60,
  deadlineMs: 600_000,
  stalledMs: 30_000,
  graceMs: 10_000,
};
