/** A model as a user names it: `PREFIX:NAME?key=value`, or a prefix alone. */
export interface ModelSpec {
  /** The whole spec as given. */
  readonly text: string;
  /** Before the first colon; the whole spec where there is none. */
  readonly prefix: string;
  /** Between the first colon and the question mark; the prefix where there is no colon. */
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}
