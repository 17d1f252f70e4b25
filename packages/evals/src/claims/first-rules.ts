/** A statement made of a sentence by a kind of rule. */
export interface ChangedSentence {
  readonly kind: string;
  readonly claim: string;
}

/**
 * What the first rule of each kind that applies makes of a sentence; nothing of kinds without one.
 *
 * @param apply - `null` for a rule that the sentence has no place for
 */
export function firstRules<Rule>(
  rules: Readonly<Record<string, readonly Rule[]>>,
  apply: (rule: Rule) => string | null,
): ChangedSentence[] {
  return Object.entries(rules).flatMap(([kind, ofKind]) => {
    for (const rule of ofKind) {
      const claim = apply(rule);
      if (claim !== null) return [{ kind, claim }];
    }
    return [];
  });
}
