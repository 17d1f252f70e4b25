import {
  InvalidOptionError,
  type CitedQuote,
  type GenerationPart,
  type GenerationRequest,
  type Generator,
} from "@ragstone/core";
import { wordPiece } from "@ragstone/tokenizers";
import { absentIdentifiers } from "./absent-identifiers.js";
import { chooseExcerpts } from "./choose-excerpts.js";
import { confidenceOf } from "./confidence-of.js";
import { isUnrelatedRow } from "./is-unrelated-row.js";
import { missingRequested } from "./missing-requested.js";
import { OrderFilter } from "./order-filter.js";
import { parseQuestion, type ParsedQuestion } from "./question.js";
import { rankExcerpts, type RankedExcerpt } from "./rank-excerpts.js";
import { renderExcerpt } from "./render-excerpt.js";
import { repeatsQuestion } from "./repeats-question.js";
import { repeats } from "./repeats.js";
import { sentenceVectors } from "./sentence-vector.js";
import { cachedSimilarity } from "./word-similarity.js";
import { wordWeights } from "./word-weights.js";

export interface ExtractiveOptions {
  /** Excerpts that an answer has at most, 1 or 2. @defaultValue 2 */
  readonly maxExcerpts?: number;
  /**
   * Receives, for every question, the log-odds that the answer is right and the line below which it is refused: for
   * measuring other lines.
   */
  readonly onEvidence?: (evidence: { readonly score: number; readonly line: number }) => void;
}

/** Words of an excerpt: grown to, and never exceeded but by a long key sentence. */
const excerptWords = { targetWords: 70, maxWords: 110 } as const;
/** Answers that are more likely wrong than right are refused. docs/decisions/excerpts-and-confidence.md has the curve. */
const leastConfidence = 0.5;
/** Refusals below this found no passage worth calling uncertain. */
const leastPossible = 0.25;
/** A term that no excerpt matches at least this well is missing. */
const metFrom = 0.5;
/** Passages that a refusal shows. */
const maxClosest = 3;

/**
 * The generator that needs no model: it answers with one or two excerpts of the sources, each a key sentence with the
 * lead-in, list, table header or definition term that it needs, cited piece by piece. An answer that is more likely
 * wrong than right is refused, with the closest passages. Takes some tens of milliseconds for eight passages.
 *
 * @throws {@link InvalidOptionError} if `maxExcerpts` is neither 1 nor 2
 */
export function extractiveGenerator({ maxExcerpts = 2, onEvidence }: ExtractiveOptions = {}): Generator {
  if (maxExcerpts !== 1 && maxExcerpts !== 2) throw new InvalidOptionError("maxExcerpts", maxExcerpts, "1 or 2");
  return {
    name: "extractive",
    contextTokens: Infinity,
    kind: "extractive",
    get tokenizer() {
      return wordPiece({ specialTokens: 0 });
    },
    usdPerMillionTokens: { input: 0, output: 0 },
    // oxlint-disable-next-line typescript/require-await -- the seam is asynchronous; choosing excerpts is not
    async *generate(request: GenerationRequest): AsyncGenerator<GenerationPart> {
      request.signal?.throwIfAborted();
      const question = parseQuestion(request.question, wordWeights(request.termWeight));
      const ranked = rankedFor(request, question);
      const { logOdds, confidence } = confidenceOf(ranked);
      onEvidence?.({ score: logOdds, line: Math.log(leastConfidence / (1 - leastConfidence)) });
      const absent = [
        ...absentIdentifiers(request.question, request.passages),
        ...ranked.slice(0, 1).flatMap((best) => missingRequested(question, best, request.wordVector !== undefined)),
      ];
      if (confidence < leastConfidence || absent.length > 0) {
        yield refusal(question, ranked, { confidence, absent });
        return;
      }
      for (const excerpt of chooseExcerpts(ranked, maxExcerpts))
        yield {
          type: "claim",
          ...renderExcerpt(excerpt),
          citations: excerpt.pieces.map((piece) => quoteOf(excerpt, piece)),
        };
      yield { type: "finish", reason: "stop", confidence };
    },
  };
}

/** Excerpts of the request's passages, best first, without those in text that gives orders, rows about other things and examples that ask. */
function rankedFor({ passages, wordVector }: GenerationRequest, question: ParsedQuestion): readonly RankedExcerpt[] {
  const orders = new OrderFilter();
  return rankExcerpts({
    question,
    passages,
    similarity: cachedSimilarity(wordVector),
    sentenceVector: sentenceVectors({ wordVector, weightOf: wordWeights() }),
    ...excerptWords,
  }).filter(
    (excerpt) =>
      !isUnrelatedRow(question.text, excerpt) && !repeatsQuestion(question.text, excerpt) && orders.passes(excerpt),
  );
}

function quoteOf({ passage }: RankedExcerpt, { start, end }: RankedExcerpt["key"]): CitedQuote {
  const near = { start: passage.start + start, end: passage.start + end };
  return { source: passage.number, quote: passage.text.slice(start, end), near };
}

/** Uncertain where excerpts may answer and mention all that the question names. */
function refusal(
  question: ParsedQuestion,
  ranked: readonly RankedExcerpt[],
  { confidence, absent }: { readonly confidence: number; readonly absent: readonly string[] },
): GenerationPart {
  const terms = missingTerms(question, ranked);
  const isPossible = confidence >= leastPossible && absent.length === 0 && !terms.some((term) => term.specific);
  const named = terms.map((term) => term.word.text);
  return {
    type: "finish",
    reason: isPossible ? "uncertain" : "no-evidence",
    confidence: absent.length > 0 ? 0 : confidence,
    missing: [...absent, ...named.filter((name) => !absent.some((whole) => whole.includes(name.toLowerCase())))],
    closest: closestTo(ranked),
  };
}

/** Terms that no excerpt mentions, names and numbers first. */
function missingTerms({ terms }: ParsedQuestion, ranked: readonly RankedExcerpt[]): ParsedQuestion["terms"] {
  return terms
    .filter((_, at) => !ranked.some(({ matches }) => matches[at]! >= metFrom))
    .sort((left, right) => Number(right.specific) - Number(left.specific) || right.weight - left.weight);
}

/** The key sentences of the best excerpts that have something of the question, no two of one place. */
function closestTo(ranked: readonly RankedExcerpt[]): readonly CitedQuote[] {
  const taken: RankedExcerpt[] = [];
  for (const excerpt of ranked) {
    if (taken.length === maxClosest) break;
    const isRelated = excerpt.matches.some((match) => match >= metFrom);
    if (isRelated && !taken.some((other) => repeats(other, excerpt))) taken.push(excerpt);
  }
  return taken.map((excerpt) => quoteOf(excerpt, excerpt.key));
}
