import {
  InvalidOptionError,
  type CitedQuote,
  type GenerationPart,
  type GenerationRequest,
  type Generator,
} from "@ragstone/core";
import { wordPiece } from "@ragstone/tokenizers";
import { textLanguage } from "../languages/text-language.js";
import { aboutAnother } from "./about-another.js";
import { absentIdentifiers } from "./absent-identifiers.js";
import { featureNames } from "./candidate-features.js";
import { chooseExcerpts } from "./choose-excerpts.js";
import { claimOf, quoteOf } from "./claim-of.js";
import { confidenceOf } from "./confidence-of.js";
import { confidenceFeatures } from "./confidence-features.js";
import { isUnrelatedRow } from "./is-unrelated-row.js";
import { lacksValue } from "./lacks-value.js";
import { missingRequested } from "./missing-requested.js";
import { OrderFilter } from "./order-filter.js";
import { askingWords, parseQuestion, type ParsedQuestion } from "./question.js";
import { rankExcerpts, type RankedExcerpt } from "./rank-excerpts.js";
import { renderExcerpt } from "./render-excerpt.js";
import { repeatsQuestion } from "./repeats-question.js";
import { repeats } from "./repeats.js";
import { sentenceVectors } from "./sentence-vector.js";
import { cachedSimilarity } from "./word-similarity.js";
import { wordWeights } from "./word-weights.js";

/** What the extractive generator found for a question. */
export interface ExtractiveEvidence {
  /** Log-odds that the answer is right. */
  readonly score: number;
  /** Below this it is refused. */
  readonly line: number;
  /** Whether it is refused for what it does not mention, however likely. */
  readonly isBlocked: boolean;
  /** What the score is computed from; `null` without excerpts. */
  readonly features: Readonly<Record<string, number>> | null;
  /** The answer, shown or not. */
  readonly answer: string;
  /** All excerpts with their features, best first. */
  readonly excerpts: () => readonly WeighedExcerpt[];
}

/** An excerpt as it was considered for an answer. */
export interface WeighedExcerpt {
  readonly path: string;
  readonly text: string;
  /** The key sentence. */
  readonly key: string;
  readonly features: Readonly<Record<string, number>>;
}

export interface ExtractiveOptions {
  /** Excerpts that an answer has at most, 1 or 2. @defaultValue 2 */
  readonly maxExcerpts?: number;
  /**
   * Receives, for every question but the parts of a compound one, what the decision rests on: for measuring other lines
   * and fitting the weights.
   */
  readonly onEvidence?: (evidence: ExtractiveEvidence) => void;
}

/** Words of an excerpt: grown to, and never exceeded but by a long key sentence. */
const builtWords = { targetWords: 70, maxWords: 110 } as const;
/**
 * Answers less likely right are refused: from here, nine of ten questions without their evidence are.
 * docs/decisions/excerpts-and-confidence.md has the curve.
 */
const leastConfidence = 0.6;
/**
 * The line for other languages than English, chosen on the German and Spanish questions of `packages/evals/data`: .55
 * refuses as many of the answerable ones falsely and fewer of the others, .65 refuses more falsely.
 */
const leastConfidenceElsewhere = 0.6;
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
    answersParts: true,
    get tokenizer() {
      return wordPiece({ specialTokens: 0 });
    },
    usdPerMillionTokens: { input: 0, output: 0 },
    // oxlint-disable-next-line typescript/require-await -- the seam is asynchronous; choosing excerpts is not
    async *generate(request: GenerationRequest): AsyncGenerator<GenerationPart> {
      request.signal?.throwIfAborted();
      const language = textLanguage(request.language, request.stem);
      const question = parseQuestion(request.question, wordWeights(request.termWeight, language.isEnglish), language);
      const isShowable = showableFor(question);
      const ranked = rankedFor(request, question).filter(isShowable);
      const isPart = request.excerptWords !== undefined;
      const words = request.excerptWords === Infinity ? undefined : request.excerptWords;
      const most = words === undefined ? maxExcerpts : 1;
      const chosen = chooseExcerpts(ranked, { most, words, isShowable });
      const { logOdds, confidence } = confidenceOf(ranked, chosen, language.isEnglish);
      const absent = [
        ...absentIdentifiers(request.question, request.passages),
        ...ranked.slice(0, 1).flatMap((best) => missingRequested(question, best, request.wordVector !== undefined)),
      ];
      const line = language.isEnglish ? leastConfidence : leastConfidenceElsewhere;
      const isValueless = lacksValue(question, chosen);
      if (!isPart)
        onEvidence?.({
          ...evidenceOf(ranked, chosen),
          score: logOdds,
          line: Math.log(line / (1 - line)),
          isBlocked: isValueless || absent.length > 0,
        });
      if (confidence < line || isValueless || absent.length > 0) {
        yield refusal(question, ranked, {
          confidence: isValueless ? Math.min(confidence, leastPossible) : confidence,
          absent,
        });
        return;
      }
      for (const excerpt of chosen) yield claimOf(excerpt);
      yield { type: "finish", reason: "stop", confidence };
    },
  };
}

function evidenceOf(
  ranked: readonly RankedExcerpt[],
  chosen: readonly RankedExcerpt[],
): Omit<ExtractiveEvidence, "score" | "line" | "isBlocked"> {
  return {
    features: ranked.length === 0 ? null : confidenceFeatures(ranked, chosen),
    answer: chosen.map((excerpt) => renderExcerpt(excerpt).text).join("\n"),
    excerpts: () =>
      ranked.map((excerpt) => ({
        path: excerpt.passage.path,
        text: renderExcerpt(excerpt).text,
        key: excerpt.passage.text.slice(excerpt.key.start, excerpt.key.end),
        features: Object.fromEntries(featureNames.map((name, at) => [name, excerpt.features[at]!])),
      })),
  };
}

/** Excerpts of the request's passages, best first, without those about other things. */
function rankedFor({ passages, wordVector }: GenerationRequest, question: ParsedQuestion): readonly RankedExcerpt[] {
  const ranked = rankExcerpts({
    question,
    passages,
    similarity: cachedSimilarity(wordVector),
    sentenceVector: sentenceVectors({ wordVector, weightOf: wordWeights() }),
    ...builtWords,
  }).filter((excerpt) => !isUnrelatedRow(question.text, excerpt));
  const isAboutAnother = aboutAnother(question.text, ranked);
  return ranked.filter((excerpt) => !isAboutAnother(excerpt));
}

/** Tells excerpts from text that gives orders and examples that ask the question. */
function showableFor(question: ParsedQuestion): (excerpt: RankedExcerpt) => boolean {
  const orders = new OrderFilter();
  return (excerpt) => !repeatsQuestion(question.text, excerpt) && orders.passes(excerpt);
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
    .filter(({ word }, at) => !askingWords.has(word.folded) && !ranked.some(({ matches }) => matches[at]! >= metFrom))
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
