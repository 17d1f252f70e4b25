import type { AnswerNote } from "@ragstone/core";
import { noAnswerSign } from "../prompt/no-answer-sign.js";

const lastLine = new RegExp(String.raw`(?:^|\n)[\s"'*_\u0060]*${noAnswerSign}[\s"'*_\u0060]*:?([^\n]*)`, "iu");

/** The note on an answer that ends with what the sources do not contain; `null` for any other answer. */
export function partialNote(text: string): AnswerNote | null {
  const missing = lastLine
    .exec(text)?.[1]
    ?.replace(/[\s*_"'\u0060.]+$/u, "")
    .trim();
  if (missing === undefined) return null;
  const message =
    missing === "" ? "The sources contain only a part of the answer." : `The sources do not contain: ${missing}.`;
  return { kind: "partial", message, citations: [] };
}
