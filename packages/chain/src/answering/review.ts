import type { Answer, AnswerPart } from "@ragstone/core";
import type { AnswerDraft } from "../draft/answer-draft.js";

type Result = Pick<Answer, "text" | "claims" | "citations">;

/** Runs the judge and the repair, applies the policy, and releases the withheld text. */
export async function* review(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  const { policy } = draft.options;
  const { assembled } = draft;
  const result = await reviewed(draft);
  if (result === null || (policy === "strict" && result.claims.length === 0)) {
    yield draft.refuse("unsupported");
    return;
  }
  if (result.text.trim() === "" || (policy === "drop" && result.claims.length === 0)) {
    yield draft.refuse(assembled.dropped.length > 0 || assembled.claims.length > 0 ? "unsupported" : "no-evidence");
    return;
  }
  draft.result = result;
  // The withheld text, and the text that a repair added to the part already shown.
  const shown = draft.isHeld
    ? { text: "", citations: 0 }
    : { text: assembled.text, citations: assembled.citations.length };
  if (result.text.length > shown.text.length) yield { type: "text", text: result.text.slice(shown.text.length) };
  for (const citation of result.citations.slice(shown.citations)) yield { type: "citation", citation };
}

async function reviewed({
  options,
  assembled,
  request,
  checks,
  assistant,
  meter,
}: AnswerDraft): Promise<Result | null> {
  const { policy, judge, repair } = options;
  if (policy === "mark" && judge === undefined) return assembled;
  const { reviewAnswer } = await import("../review/review-answer.js");
  return reviewAnswer({
    result: assembled,
    policy,
    request,
    generator: assistant,
    assembler: checks,
    judge: judge && meter.metered(judge),
    repair,
  });
}
