/** For calls that take nothing else. An abort ends a call within a second; it rejects with the signal's reason. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}
