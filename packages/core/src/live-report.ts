/** One assumption about a service, tested. */
export interface LiveFinding {
  /** Stable, such as `embedding-window`. */
  readonly name: string;
  /** What is tested, in a few words. */
  readonly subject: string;
  /** What the provider assumes, and the stand-in does. */
  readonly expected: string;
  /** What the service did. */
  readonly observed: string;
  /** `not-tested`: the endpoint or the answer did not allow the test. */
  readonly outcome: "as-assumed" | "differs" | "not-tested";
}

/** The result of a live test. Contains no secret, host, e-mail address or name of an endpoint of one's own. */
export interface LiveReport {
  readonly service: string;
  /** ISO date. */
  readonly testedAt: string;
  /** The models behind the tested endpoints. */
  readonly models: readonly string[];
  readonly requests: number;
  /** As the service counts them. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly findings: readonly LiveFinding[];
}
