/** What a result leaves out, and the call that gets it. */
export interface LeftOut {
  readonly what: string;
  readonly how: string;
}

/** For the model, after the rest. */
export function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  return leftOut.map(({ what, how }) => `Left out: ${what}. To get it: ${how}.`);
}
