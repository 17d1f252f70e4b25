import { correctQuery, type CitedQuote, type GenerationPart, type GenerationRequest, type Hit } from "@ragstone/core";
import { condenseQuestion } from "../conversation/condense-question.js";
import type { AnswerDraft } from "../draft/answer-draft.js";
import { fitPassages } from "../evidence/fit-passages.js";
import { readTexts } from "../evidence/read-texts.js";
import { maxWords } from "../extractive/choose-excerpts.js";
import { questionParts } from "../extractive/question-parts.js";
import { mergeHits } from "../retrieval/merge-hits.js";
import { prepare } from "./fit.js";

type Claim = Extract<GenerationPart, { type: "claim" }>;

interface PartAnswer {
  readonly claims: readonly Claim[];
  readonly confidence: number;
}

/** One of the questions of a compound question. */
interface Part {
  /** Understandable without the others. */
  readonly question: string;
  readonly hits: readonly Hit[];
}

/**
 * Words that the excerpts of the parts grow to, tried in turn: as if each was asked alone, one excerpt each, the key
 * sentences with what they need.
 */
const sizes = [Infinity, 55, 0] as const;

/**
 * Answers the parts of a compound question, each from a search of its own, and notes those that have no answer. Leaves
 * the draft as it was and returns `null` where no part has one, or the answers together are too long.
 */
export async function answerInParts(
  draft: AnswerDraft,
  questions: readonly string[],
): Promise<readonly GenerationPart[] | null> {
  const { fitted, texts, request, checks } = draft;
  const written = questionParts(draft.options.question);
  // As the reader wrote them, without corrections and words of the conversation.
  const asked = written.length === questions.length ? written : questions;
  const parts = await Promise.all(questions.map((_, at) => searched(draft, questions.slice(0, at + 1))));
  const hits = mergeHits(
    parts.map((part) => part.hits),
    Infinity,
  );
  draft.fitted = fitPassages({ hits, ...draft.room });
  draft.texts = await readTexts(draft.fitted.hits, draft.options.evidence);
  await prepare(draft);
  let answers: readonly (PartAnswer | null)[] = [];
  for (const words of sizes) {
    const shorter: (PartAnswer | null)[] = [];
    for (const [at, part] of parts.entries()) {
      const answer = await answered(draft, { ...requestOf(draft, part), excerptWords: words });
      // Less text around the key sentence is a little less likely right, and no reason to take an answer back.
      shorter.push(answer ?? answers[at] ?? null);
    }
    answers = shorter;
    const given = answers.filter((answer) => answer !== null);
    if (given.length === 0) break;
    const isLast = words === sizes.at(-1);
    const claims = distinct(given, isLast);
    if (countWords(claims.flat()) > maxWords || (!isLast && overlap(claims))) continue;
    const open = asked.filter((_, at) => answers[at] === null);
    if (open.length > 0) draft.notes.push({ kind: "partial", message: missingParts(open), citations: [] });
    const confidence = Math.min(...given.map((answer) => answer.confidence));
    return [...claims.flat(), { type: "finish", reason: "stop", confidence }];
  }
  Object.assign(draft, { fitted, texts, request, checks });
  return null;
}

/** The last of some questions with what the ones before it are about, where it refers to them, and its passages. */
async function searched({ options }: AnswerDraft, questions: readonly string[]): Promise<Part> {
  const { evidence, k, signal } = options;
  const history = questions.slice(0, -1).map((before) => ({ role: "user", text: before }) as const);
  const question = await condenseQuestion({ question: questions.at(-1)!, history, signal });
  const { query } = await correctQuery(question, evidence);
  return { question, hits: await evidence.search(query, { k, signal }) };
}

/** The request of a part: its own hits among the passages of all, as its search scored them. */
function requestOf({ request }: AnswerDraft, { question, hits }: Part): GenerationRequest {
  const passages = request.passages.flatMap((passage) => {
    const hit = hits.find(
      ({ origin, path, start, end }) =>
        origin === passage.origin && path === passage.path && passage.start <= start && end <= passage.end,
    );
    return hit === undefined ? [] : [{ ...passage, score: hit.score, scores: hit.scores }];
  });
  return { ...request, question, passages };
}

async function answered({ options }: AnswerDraft, request: GenerationRequest): Promise<PartAnswer | null> {
  const claims: Claim[] = [];
  for await (const part of options.generator.generate(request)) {
    if (part.type === "claim") claims.push(part);
    if (part.type === "finish" && part.reason === "stop" && claims.length > 0)
      return { claims, confidence: part.confidence ?? 0 };
  }
  return null;
}

/**
 * The claims of each answer but those whose key sentence is one of an answer before, or, where `isShown`, stands in it:
 * one sentence may answer two parts.
 */
function distinct(answers: readonly PartAnswer[], isShown: boolean): readonly (readonly Claim[])[] {
  return answers.map(({ claims }, at) => {
    const before = answers.slice(0, at).flatMap((answer) => answer.claims);
    const repeats = (claim: Claim) => (other: Claim) =>
      isShown ? other.text.includes(keyOf(claim)) : keyOf(other) === keyOf(claim);
    return claims.filter((claim) => !before.some(repeats(claim)));
  });
}

function keyOf({ text, key }: Claim): string {
  return key === undefined ? text : text.slice(key.start, key.end);
}

/** Whether two answers show the same text, headers, terms and lead-ins that both need apart. */
function overlap(answers: readonly (readonly Claim[])[]): boolean {
  return answers.some((claims, at) => {
    const before = answers.slice(0, at).flat();
    return claims.some((claim) => before.some((other) => sharesText(claim, other)));
  });
}

function sharesText(one: Claim, two: Claim): boolean {
  return (
    one.text.includes(keyOf(two)) ||
    two.text.includes(keyOf(one)) ||
    one.citations.some((left) => two.citations.some((right) => crosses(left, right)))
  );
}

function crosses(one: CitedQuote, two: CitedQuote): boolean {
  const [left, right] = [one.near, two.near];
  if (one.source !== two.source || left === undefined || right === undefined || one.quote === two.quote) return false;
  return left.start < right.end && right.start < left.end;
}

function countWords(claims: readonly Claim[]): number {
  return claims.reduce((sum, { text }) => sum + (text.match(/\S+/gu)?.length ?? 0), 0);
}

function missingParts(parts: readonly string[]): string {
  const [what, listed] = [parts.length === 1 ? "a part" : "parts", parts.map((part) => `"${part}"`).join(", ")];
  return `No passage clearly answers ${what} of the question: ${listed}.`;
}
