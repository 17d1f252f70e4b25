import type { GenerationPart } from "@ragstone/core";
import { noAnswerSign } from "../prompt/no-answer-sign.js";

/** Characters that models put before a line: white space and marks. */
const decoration = /^[\s"'*_`]+/u;

/**
 * The same parts, without the sign that the sources do not contain the answer: the first words are withheld until they
 * can no longer be the sign. Text that opens with the sign is never emitted; the parts then end with `no-evidence`.
 */
export async function* detectNoAnswer(parts: AsyncIterable<GenerationPart>): AsyncGenerator<GenerationPart> {
  let held: GenerationPart[] | null = [];
  let opening = "";
  let finish: GenerationPart | null = null;
  for await (const part of parts) {
    if (part.type === "finish") finish = part;
    else if (held === null || part.type === "reasoning" || part.type === "usage") yield part;
    else {
      held.push(part);
      // As much as the sign takes is enough to tell, however long the text behind it.
      if (part.type === "text" && opening.length < noAnswerSign.length)
        opening = (opening + part.text).replace(decoration, "").slice(0, noAnswerSign.length).toUpperCase();
      if (part.type !== "claim" && noAnswerSign.startsWith(opening)) continue;
      yield* held;
      held = null;
    }
  }
  if (held !== null && opening === noAnswerSign) yield { type: "finish", reason: "no-evidence" };
  else {
    yield* held ?? [];
    if (finish !== null) yield finish;
  }
}
