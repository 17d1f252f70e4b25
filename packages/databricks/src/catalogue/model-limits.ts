/** Where a figure comes from. */
export interface Source {
  /** A page, a repository or a capture. */
  readonly from: string;
  /** When it was published or read: ISO date, or year and month. */
  readonly asOf: string;
}

/**
 * Limits of a pay-per-token endpoint in one workspace. A field left out is not known, which is not the same as
 * unlimited.
 */
export interface ModelLimits {
  /** Requests a second. */
  readonly queriesPerSecond?: number;
  /** Requests an hour. */
  readonly queriesPerHour?: number;
  readonly inputTokensPerMinute?: number;
  /** `max_tokens` of every request is reserved against it until the answer is there. */
  readonly outputTokensPerMinute?: number;
}

/** Published tokens per minute of a pay-per-token endpoint. */
export interface TokenLimits {
  readonly inputTokensPerMinute: number;
  readonly outputTokensPerMinute: number;
  readonly source: Source;
}
