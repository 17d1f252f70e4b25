import { InvalidOptionError, type GenerationPart, type GenerationRequest, type Generator } from "@ragstone/core";
import { wordPiece } from "@ragstone/tokenizers";
import { chooseUnits } from "./choose-units.js";
import { judgeEvidence, leastEvidence } from "./judge-evidence.js";
import { OrderFilter } from "./order-filter.js";
import { parseQuestion } from "./question.js";
import { shownText } from "./shown-text.js";
import { scoreUnits } from "./score-units.js";
import { cachedSimilarity } from "./word-similarity.js";
import { wordWeights } from "./word-weights.js";

/** Questions that code may answer better than prose; others are answered by code only when no prose does. */
const asksForCode =
  /\b(?:code|command|snippet|example|script|syntax|function|method|class|config(?:uration)?|how (?:do|can|would|should) (?:i|you|we|one))\b/iu;

export interface ExtractiveOptions {
  /** Sentences that an answer has at most, 1 to 10. @defaultValue 2 */
  readonly maxSentences?: number;
  /**
   * Told of every question how sure the evidence is, as log-odds, and below which line it is refused: for measuring
   * other lines.
   */
  readonly onEvidence?: (evidence: { readonly score: number; readonly line: number }) => void;
}

/**
 * The generator that needs no model: answers in sentences of the sources, chosen to answer the question, each cited to
 * its exact span, and says so when nothing answers. Sentences are scored by how much of the question's rare words they
 * hold (soft matches by word vectors where the request has them: Yadav, Sharp, Surdeanu, SIGIR 2018), with their
 * neighbours and the kind of value asked for. Costs a few milliseconds for eight passages.
 *
 * @throws {@link InvalidOptionError} if `maxSentences` is not a whole number from 1 to 10
 */
export function extractiveGenerator({ maxSentences = 2, onEvidence }: ExtractiveOptions = {}): Generator {
  if (!Number.isInteger(maxSentences) || maxSentences < 1 || maxSentences > 10)
    throw new InvalidOptionError("maxSentences", maxSentences, "a whole number from 1 to 10");
  return {
    name: "extractive",
    contextTokens: Infinity,
    kind: "extractive",
    get tokenizer() {
      return wordPiece({ specialTokens: 0 });
    },
    usdPerMillionTokens: { input: 0, output: 0 },
    // oxlint-disable-next-line typescript/require-await -- the seam is asynchronous; choosing sentences is not
    async *generate(request: GenerationRequest): AsyncGenerator<GenerationPart> {
      request.signal?.throwIfAborted();
      const question = parseQuestion(request.question, wordWeights(request.termWeight));
      const orders = new OrderFilter();
      const all = scoreUnits(question, request.passages, cachedSimilarity(request.wordVector));
      const prose = asksForCode.test(request.question)
        ? []
        : orders.clearBest(all.filter(({ unit }) => unit.kind !== "code"));
      const inProse = judgeEvidence(question, prose);
      const scored = inProse.answers ? prose : orders.clearBest(all);
      const evidence = inProse.answers ? inProse : judgeEvidence(question, scored);
      onEvidence?.({ score: Math.max(inProse.score, evidence.score), line: leastEvidence });
      if (!evidence.answers) {
        yield {
          type: "finish",
          reason: "no-evidence",
          missing: judgeEvidence(
            question,
            scored.filter((unit) => orders.passes(unit)),
          ).missing,
        };
        return;
      }
      for (const { passage, unit, text } of chooseUnits(question, scored, maxSentences, (unit) =>
        orders.passes(unit),
      )) {
        yield { type: "claim", text: shownText(text, unit.kind), citations: [{ source: passage.number, quote: text }] };
      }
      yield { type: "finish", reason: "stop" };
    },
  };
}
