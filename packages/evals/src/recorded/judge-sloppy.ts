import { verifyAnswer, type VerifyAnswerOptions } from "@ragstone/verify";
import type { JudgedClaim } from "./judged-claim.js";
import type { SloppyAnswer } from "./read-recorded.js";

/** How an answer starts that is a refusal: the pipeline shows nothing of it. */
const refusal = /^[\s"'*_`]*not in sources/iu;

/**
 * Judges the claims of a sloppy model's answer as a whole, since its citations may be anywhere: `sloppy: false` for the
 * claims that contain the part known to be false, or are contained in it, `sloppy: right` for all others.
 */
export function judgeSloppy(
  { answer, raw, wrong, isTuning }: SloppyAnswer,
  options: Omit<VerifyAnswerOptions, "text">,
): JudgedClaim[] {
  if (refusal.test(raw)) return [];
  const falsePart = comparable(wrong);
  return verifyAnswer({ ...options, text: raw }).claims.map(({ text, problems }, at) => {
    const said = comparable(text);
    const isFalse = falsePart !== "" && (said.includes(falsePart) || falsePart.includes(said));
    return {
      id: `${answer}.${at + 1}-sloppy`,
      answer,
      raw: text,
      group: isFalse ? "sloppy: false" : "sloppy: right",
      isTuning,
      verdict: problems.length === 0 ? "passes" : "fails",
      problems,
    };
  });
}

/** Without markers, marks and quotation marks. */
function comparable(text: string): string {
  return text
    .replace(/\[[\d?]+\]/gu, " ")
    .replace(/[\s*`"“”]+/gu, " ")
    .trim()
    .replace(/[.:]+$/u, "");
}
