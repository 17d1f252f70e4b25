import { isSameDocument, type Citation, type Claim } from "@ragstone/core";

export interface ComposedAnswer {
  readonly text: string;
  readonly claims: readonly Claim[];
  readonly citations: readonly Citation[];
}

/**
 * Adds claims from another pass to an answer: their citations are numbered on, equal ones shared, and their ranges
 * moved.
 */
export function composeAnswer(
  base: ComposedAnswer,
  more: Pick<ComposedAnswer, "claims" | "citations">,
): ComposedAnswer {
  let text = base.text;
  const claims = [...base.claims];
  const citations = [...base.citations];
  const numberOf = (id: number): number => {
    const citation = more.citations.find((one) => one.id === id);
    if (citation === undefined) return id;
    const known = citations.find(
      (one) => isSameDocument(one, citation) && one.start === citation.start && one.end === citation.end,
    );
    if (known !== undefined) return known.id;
    citations.push({ ...citation, id: citations.length + 1 });
    return citations.length;
  };
  for (const claim of more.claims) {
    const said = claim.text.replace(/\[(\d+)\]/gu, (marker, id: string) =>
      claim.citations.includes(Number(id)) ? `[${numberOf(Number(id))}]` : marker,
    );
    const start = text === "" ? 0 : text.length + 1;
    text += (text === "" ? "" : /^\s*(?:[-*+•]|\d+[.)])\s/u.test(said) ? "\n" : " ") + said;
    claims.push({ ...claim, start, end: text.length, text: said, citations: claim.citations.map(numberOf) });
  }
  return { text, claims, citations };
}
