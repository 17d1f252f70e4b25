/** What was measured about the window of an endpoint. */
export interface WindowFinding {
  /** Tokens of a text that are read: the model's window if texts are read to their end. */
  readonly windowTokens: number;
  /** Tokens that the service reported, of those that were counted here, when it was measured. */
  readonly reportedShare: number;
  /** ISO date. */
  readonly measuredOn: string;
}

/**
 * Keeps findings about endpoints beyond the process, so that each is measured once. A memory that fails loses nothing: it
 * is measured again.
 */
export interface EndpointMemory {
  /** @param key - a hash of host, endpoint and model; contains none of their names */
  recall(key: string): Promise<WindowFinding | null>;
  keep(key: string, finding: WindowFinding): Promise<void>;
}
