import { hasPassed, type Claim, type Generator, type GenerationRequest, type Policy } from "@ragstone/core";
import { AnswerAssembler, type AssembledAnswer, type AssemblerOptions } from "@ragstone/verify/internal";
import { composeAnswer, type ComposedAnswer } from "./compose-answer.js";
import { judgeClaims } from "./judge-claims.js";
import { repairAnswer } from "./repair-answer.js";

export interface ReviewOptions {
  readonly result: AssembledAnswer;
  readonly policy: Policy;
  readonly request: GenerationRequest;
  readonly generator: Pick<Generator, "complete">;
  readonly assembler: Omit<AssemblerOptions, "policy">;
  readonly judge?: Pick<Generator, "complete"> | undefined;
  readonly repair: boolean;
}

/**
 * The models' review of a finished answer: a judge revokes verdicts, a repair corrects failing claims. With `mark` the
 * text stays as shown, and only verdicts change. `null` when `strict` finds a claim that fails and was not repaired.
 */
export async function reviewAnswer({
  result,
  policy,
  request,
  generator,
  assembler,
  judge,
  repair,
}: ReviewOptions): Promise<ComposedAnswer | null> {
  const judged =
    judge === undefined ? result.claims : await judgeClaims(result.claims, result.citations, judge, request.signal);
  if (policy === "mark") return { ...result, claims: judged };
  const failing = [...result.dropped, ...judged.filter((claim) => !hasPassed(claim))];
  if (failing.length === 0) return { ...result, claims: judged };
  const unchanged = judged.every(hasPassed);
  const kept = unchanged
    ? { text: result.text, claims: judged, citations: result.citations }
    : composeAnswer(
        { text: "", claims: [], citations: [] },
        { claims: judged.filter(hasPassed), citations: result.citations },
      );
  const repaired = repair ? await repairClaims(failing, { request, generator, assembler, judge }) : null;
  if (policy === "strict" && (repaired === null || repaired.claims.length < failing.length)) return null;
  return repaired === null ? kept : composeAnswer(kept, repaired);
}

async function repairClaims(
  failing: readonly Claim[],
  { request, generator, assembler, judge }: Pick<ReviewOptions, "request" | "generator" | "assembler" | "judge">,
): Promise<Pick<ComposedAnswer, "claims" | "citations">> {
  const second = new AnswerAssembler({ ...assembler, policy: "drop" });
  second.push(await repairAnswer(failing, request, generator));
  second.finish();
  const { claims, citations } = second.result();
  const judged = judge === undefined ? claims : await judgeClaims(claims, citations, judge, request.signal);
  return { claims: judged.filter(hasPassed), citations };
}
