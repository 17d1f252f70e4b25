/** Limits of one model in one workspace; a missing one is not enforced. */
export interface RateLimits {
  /** Requests a second. */
  readonly qps?: number;
  /** Requests an hour. */
  readonly qph?: number;
  /** Requests a minute, as limits set on a gateway count. */
  readonly qpm?: number;
  /** Input tokens a minute. */
  readonly itpm?: number;
  /** Output tokens a minute; `max_tokens` is reserved against it before a request is admitted. */
  readonly otpm?: number;
}
