import { pausing, type AnswerPart, type GenerationPart, type Usage } from "@ragstone/core";
import { detectNoAnswer } from "./detect-no-answer.js";
import { TextGuard } from "./text-guard.js";
import type { AnswerAssembler } from "@ragstone/verify/internal";

type FinishPart = Extract<GenerationPart, { type: "finish" }>;

export interface WriteAnswerOptions {
  /** The generator's output. */
  readonly parts: AsyncIterable<GenerationPart>;
  readonly assembler: AnswerAssembler;
  /** Nothing is shown while it is written. */
  readonly held: boolean;
  readonly onUsage: (used: Pick<Usage, "inputTokens" | "outputTokens">) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface WrittenAnswer {
  readonly reasoning: string;
  /** The generator found no answer. The missing information is absent if it did not report it. */
  readonly noEvidence:
    | (Pick<FinishPart, "missing" | "closest"> & { readonly reason: "no-evidence" | "uncertain" })
    | null;
  /** Probability that the answer is right, where the generator says. */
  readonly confidence: number | null;
  /** How it ended, apart from the generator's finding. */
  readonly end: Pick<FinishPart, "reason" | "serviceReason">;
  /** The generator's text, markers included. */
  readonly raw: string;
}

/** Characters of an answer that are checked between two pauses: a model may send all of a long one at once. */
const pieceLength = 2000;

/**
 * Feeds sanitized generator output to the assembler and yields the displayable parts; returns how it ended.
 */
export async function* writeAnswer({
  parts,
  assembler,
  held,
  onUsage,
  signal,
}: WriteAnswerOptions): AsyncGenerator<AnswerPart, WrittenAnswer, undefined> {
  const guard = new TextGuard();
  const shown = (made: readonly AnswerPart[]): readonly AnswerPart[] => (held ? [] : made);
  const pause = pausing(signal);
  let reasoning = "";
  let noEvidence: WrittenAnswer["noEvidence"] = null;
  let raw = "";
  let end: WrittenAnswer["end"] = { reason: "stop" };
  let confidence: number | null = null;
  for await (const part of detectNoAnswer(parts)) {
    signal?.throwIfAborted();
    await pause();
    switch (part.type) {
      case "text":
        raw += part.text;
        for (const piece of piecesOf(part.text)) {
          await pause();
          yield* shown(assembler.push(guard.push(piece)));
        }
        break;
      case "claim":
        raw += part.text;
        for (const made of assembler.pushClaim(part.text, part.citations, part.key)) yield* shown(made);
        break;
      case "cited-start":
        assembler.openCited();
        break;
      case "cited-end":
        // Without citations nothing comes between this text and the next.
        if (part.citations.length > 0) yield* shown(assembler.push(guard.finish()));
        yield* shown(assembler.closeCited(part.citations));
        break;
      case "reasoning":
        reasoning += part.text;
        yield part;
        break;
      case "usage":
        onUsage(part);
        break;
      case "finish":
        if (part.reason === "no-evidence" || part.reason === "uncertain") noEvidence = { ...part, reason: part.reason };
        end = part;
        confidence = part.confidence ?? null;
    }
  }
  if (noEvidence === null) yield* shown([...assembler.push(guard.finish()), ...assembler.finish()]);
  return { reasoning, noEvidence, confidence, end, raw };
}

/** A text in order, cut between characters. */
function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = start + pieceLength;
    const isPair = /[\udc00-\udfff]/.test(text[end] ?? "");
    yield text.slice(start, isPair ? end + 1 : end);
    start = isPair ? end + 1 : end;
  }
}
