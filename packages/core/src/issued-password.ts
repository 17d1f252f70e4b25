/** A password that a service issues for a while. */
export interface IssuedPassword {
  readonly password: string;
  /** Until when it signs in, ms since the epoch. */
  readonly expiresMs: number;
}

/**
 * Issues a password of a database that a provider's service runs.
 *
 * @param database - as the service names it
 */
export type IssuePassword = (database: string) => Promise<IssuedPassword>;
