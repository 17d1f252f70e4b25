/** Condition that a question was asked under. */
export type Condition = "everything" | "without evidence";

/** One asked question as the fit sees it. */
export interface Sample {
  /** The folder or collection. */
  readonly set: string;
  readonly isAnswerable: boolean;
  readonly condition: Condition;
  /** Whether the answer, shown or not, is right. */
  readonly isRight: boolean;
  /** Refused for what it does not mention, however likely. */
  readonly isBlocked: boolean;
  /** Of the confidence; `null` without excerpts. */
  readonly features: Readonly<Record<string, number>> | null;
  /** Excerpts with the evidence among others; empty where the ranking is not fitted on the question. */
  readonly excerpts: readonly { readonly features: Readonly<Record<string, number>>; readonly isGold: boolean }[];
}
