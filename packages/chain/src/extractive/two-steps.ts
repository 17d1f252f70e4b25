import type { GenerationRequest, Passage } from "@ragstone/core";
import { findNames, namedIdentifiers } from "@ragstone/verify/internal";
import { textLanguage } from "../languages/text-language.js";
import { featureNames } from "./candidate-features.js";
import { parseQuestion, type ParsedQuestion } from "./question.js";
import { rankExcerpts, type RankedExcerpt } from "./rank-excerpts.js";
import { sentenceVectors } from "./sentence-vector.js";
import { cachedSimilarity } from "./word-similarity.js";
import { wordWeights } from "./word-weights.js";

/** An excerpt that names what the rest of a question is about. */
export interface FirstStep {
  readonly excerpt: RankedExcerpt;
  /** A name of its key sentence that the question does not have. */
  readonly name: string;
  /** Places of the question's terms that the excerpt does not match. */
  readonly open: readonly number[];
  /** The name with the open words. */
  readonly query: string;
}

/** A term is met from this match, for which a vector alone is not enough. */
const metFrom = 0.6;
/** Best excerpts that may name what to search for, and names that are tried. */
const maxExcerpts = 3;
const maxSteps = 2;
/** Share of the question that the key sentence of the first step matches, at least. */
const leastOwn = 0.15;
const maxOpen = 2;
/** The second excerpt matches the open words by form, not by vectors. */
const openMetFrom = 0.7;
/** A question about one thing through another: "the rating of the supplier of the soup". */
const relation = /\b(?:of|for|from|by|whose|that|who|which)\b/iu;
const words = { targetWords: 40, maxWords: 60 } as const;

/** The names worth a second search, best first: of excerpts that match one part of the question and leave another open. */
export function firstSteps(request: GenerationRequest): readonly FirstStep[] {
  const question = questionOf(request);
  const { terms, language } = question;
  if (!language.isEnglish || terms.length < 2 || !relation.test(question.text)) return [];
  const found: FirstStep[] = [];
  // A row whose header alone has words of the question says nothing about it.
  const own = featureNames.indexOf("own");
  const related = ranked(request, question, request.passages).filter(({ features }) => features[own]! >= leastOwn);
  for (const excerpt of related.slice(0, maxExcerpts)) {
    const open = terms.flatMap((_, at) => (excerpt.matches[at]! < metFrom ? [at] : []));
    if (open.length === 0 || open.length > maxOpen || open.length === terms.length) continue;
    for (const name of newNames(question, excerpt)) {
      if (found.some((other) => other.name === name)) continue;
      found.push({ excerpt, name, open, query: [name, ...open.map((at) => terms[at]!.word.text)].join(" ") });
    }
  }
  return found.slice(0, maxSteps);
}

/** The excerpt with the name of the first step that matches all that was left open; `null` where there is none. */
export function secondStep(request: GenerationRequest, { excerpt, name, open }: FirstStep): RankedExcerpt | null {
  const question = questionOf(request);
  const rest: ParsedQuestion = { ...question, terms: open.map((at) => question.terms[at]!) };
  const isElsewhere = ({ path, start }: Passage): boolean =>
    path !== excerpt.passage.path || start !== excerpt.passage.start;
  const candidates = ranked(request, rest, request.passages.filter(isElsewhere));
  return (
    candidates.find(
      (one) => one.matches.every((match) => match >= openMetFrom) && mentions(one, name) && isValued(question, one),
    ) ?? null
  );
}

function questionOf(request: GenerationRequest): ParsedQuestion {
  const language = textLanguage(request.language, request.stem);
  return parseQuestion(request.question, wordWeights(request.termWeight, language.isEnglish), language);
}

function ranked(
  { wordVector }: GenerationRequest,
  question: ParsedQuestion,
  passages: readonly Passage[],
): readonly RankedExcerpt[] {
  return rankExcerpts({
    question,
    passages,
    similarity: cachedSimilarity(wordVector),
    sentenceVector: sentenceVectors({ wordVector, weightOf: wordWeights() }),
    ...words,
  });
}

/** Names and identifiers of a key sentence that the question does not have, last ones first: a name follows what it is. */
function newNames({ stems, text }: ParsedQuestion, { passage, key, element }: RankedExcerpt): readonly string[] {
  const said = passage.text.slice(key.start, key.end);
  const labels = [...element.headings, passage.path].join("\n").toLowerCase();
  const names = findNames(said)
    .filter(({ start, folded }) => start > 0 && !stems.has(folded))
    .map(({ start, end }) => said.slice(start, end))
    .filter((name) => !labels.includes(name.toLowerCase()));
  const identifiers =
    element.kind === "code" || element.kind === "row"
      ? []
      : namedIdentifiers(said).filter((one) => !text.includes(one));
  return [...new Set([...names.toReversed(), ...identifiers])];
}

/** Whether the key sentence or the term that it explains has a name. */
function mentions({ passage, key, element }: RankedExcerpt, name: string): boolean {
  return [key, element.term].some(
    (range) => range !== null && passage.text.slice(range.start, range.end).toLowerCase().includes(name.toLowerCase()),
  );
}

/** Whether an excerpt has a value where the question asks for a number or a date. */
function isValued({ type }: ParsedQuestion, { passage, pieces }: RankedExcerpt): boolean {
  return (
    (type !== "number" && type !== "date") ||
    pieces.some(({ start, end }) => /\p{N}/u.test(passage.text.slice(start, end)))
  );
}
