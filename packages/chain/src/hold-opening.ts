import type { GenerationPart } from "@ragstone/core";
import { noAnswerSign } from "./prompt/no-answer-sign.js";

/** Marks that models put around a line. */
const decoration = /^["'*_`]+/u;

/**
 * The same parts, but for the sign that the sources do not hold the answer: the first words are held until they can no longer
 * be it. Text that opens with the sign never comes out; the parts then end with `no-evidence`.
 */
export async function* holdOpening(parts: AsyncIterable<GenerationPart>): AsyncGenerator<GenerationPart> {
  let held: GenerationPart[] | null = [];
  let opening = "";
  let finish: GenerationPart | null = null;
  for await (const part of parts) {
    if (part.type === "finish") finish = part;
    else if (held === null || part.type === "reasoning" || part.type === "usage") yield part;
    else {
      held.push(part);
      if (part.type === "text") opening += part.text;
      if (part.type !== "claim" && mayBecomeSign(opening)) continue;
      yield* held;
      held = null;
    }
  }
  if (held !== null && headOf(opening).startsWith(noAnswerSign)) yield { type: "finish", reason: "no-evidence" };
  else {
    yield* held ?? [];
    if (finish !== null) yield finish;
  }
}

function headOf(text: string): string {
  return text.trimStart().replace(decoration, "").toUpperCase();
}

function mayBecomeSign(text: string): boolean {
  return noAnswerSign.startsWith(headOf(text).slice(0, noAnswerSign.length));
}
