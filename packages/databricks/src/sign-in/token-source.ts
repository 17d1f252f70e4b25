/** Bearer tokens of one sign-in. */
export interface TokenSource {
  /** A token that has not ended. */
  get(signal?: AbortSignal): Promise<string>;
  /** Forgets `token` if it is the current one. Returns whether another can be obtained. */
  refuse(token: string): boolean;
  /** Whether a token has ended by now. */
  hasEnded(token: string): boolean;
  /** Tokens that may still be in use, for redaction. */
  known(): readonly string[];
}
