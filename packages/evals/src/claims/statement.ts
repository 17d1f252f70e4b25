/** A claim that is known to be true or false of the words it cites. */
export interface Statement {
  /** What was done to make it: `reworded: modality`, `false: number`. */
  readonly kind: string;
  readonly isTrue: boolean;
  readonly claim: string;
  /** Words of the document. */
  readonly quote: string;
  /** The question that the claim answers. @defaultValue none */
  readonly question?: string;
}
