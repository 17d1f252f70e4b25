/** A bearer token with the time at which it ends, in ms since the epoch. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresMs: number;
}
