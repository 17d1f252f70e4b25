import { randomBytes } from "node:crypto";
import {
  InvalidOptionError,
  type Answer,
  type AnswerNote,
  type AnswerPart,
  type GenerationRequest,
  type Hit,
  type Refusal,
  type StoredText,
} from "@ragstone/core";
import { boundedHistory } from "./conversation/bounded-history.js";
import { fitPassages } from "./context/fit-passages.js";
import { withBlocks } from "./context/with-blocks.js";
import { conflictNotes } from "./notes/conflict-notes.js";
import { staleNotes } from "./notes/stale-notes.js";
import { cachedSimilarity } from "./extractive/word-similarity.js";
import { asksForWhole } from "./tables/asks-for-whole.js";
import { computeFromTable } from "./tables/compute-from-table.js";
import { computedAnswer } from "./tables/computed-answer.js";
import { instructionTokens, sourceOverheadTokens } from "./prompt/prompt-tokens.js";
import { refusalMessage } from "./refusal-message.js";
import type { StreamAnswerOptions } from "./stream-answer-options.js";
import { termWeights } from "./term-weights.js";
import { unmentionedTerms } from "./unmentioned-terms.js";
import { UsageMeter } from "./usage-meter.js";
import { AnswerAssembler, knownNames } from "@ragstone/verify/internal";
import { writeAnswer } from "./write-answer.js";
import { wordVectors } from "./extractive/word-vectors.js";
import { citedSources } from "./sources/cited-sources.js";

/** Tokens kept for the answer when no limit is asked. */
const answerTokens = 1024;
const defaultPassages = 8;

/**
 * Answers a question from retrieved passages and checks the answer as it comes. Parts stream as the policy allows:
 * `mark` at once, `drop` claim by claim, `strict` when all of it is verified. The last part is the whole answer; its
 * `text` is what was streamed. A refusal has no text.
 *
 * @throws {@link InvalidOptionError} if `k` is not a whole number of at least 1, `rounds` not 1, 2 or 3, or the
 * question is blank
 */
export async function* streamAnswer(options: StreamAnswerOptions): AsyncGenerator<AnswerPart> {
  const {
    question,
    history = [],
    retrieve,
    readAll,
    readText,
    termShares,
    generator,
    policy = "mark",
    k = defaultPassages,
    rounds = 1,
    decompose = false,
    maxTokens,
    isStale,
    languageOf,
    embedWords,
    judge,
    repair = false,
    signal,
    onEvent,
  } = options;
  if (!Number.isInteger(k) || k < 1) throw new InvalidOptionError("k", k, "a whole number of at least 1");
  if (question.trim() === "") throw new InvalidOptionError("question", question, "at least one word");
  const started = performance.now();
  signal?.throwIfAborted();

  // What few questions need is loaded by those: a first answer should not wait for it.
  const meter = new UsageMeter();
  const assistant = meter.metered(generator);
  const alone =
    history.length === 0
      ? question
      : await (
          await import("./conversation/condense-question.js")
        ).condenseQuestion({ question, history, generator: assistant, signal });
  const weighing = termWeights(alone, termShares);
  const gathering =
    rounds === 1 && !decompose
      ? retrieve(alone, { k, signal })
      : import("./retrieval/gather-hits.js").then(({ gatherHits }) =>
          gatherHits({
            question: alone,
            retrieve,
            weighing,
            generator: assistant,
            k,
            rounds,
            decompose,
            signal,
            onEvent,
          }),
        );
  const [found, weights] = await Promise.all([gathering, weighing]);
  const recent = boundedHistory(history, generator);
  const reserved = maxTokens ?? Math.min(answerTokens, Math.floor(generator.contextTokens / 4));
  const countTokens = (text: string): number =>
    generator.contextTokens === Infinity ? 0 : generator.tokenizer.count(text);
  const budgetTokens =
    generator.contextTokens -
    reserved -
    instructionTokens -
    countTokens(question) -
    recent.reduce((sum, turn) => sum + countTokens(turn.text) + 8, 0);
  const room = { tokenizer: generator.tokenizer, budgetTokens, overheadTokens: sourceOverheadTokens };
  let fitted = fitPassages({ hits: found, ...room });

  const notes: AnswerNote[] = [];
  let reasoning = "";
  const answer = (parts: Partial<Answer>): AnswerPart => ({
    type: "answer",
    answer: {
      question,
      status: "answered",
      text: "",
      model: generator.name,
      claims: [],
      citations: [],
      refusal: null,
      sources: fitted.hits,
      reasoning: reasoning === "" ? null : reasoning,
      notes,
      usage: meter.total,
      elapsedMs: Math.round(performance.now() - started),
      ...parts,
    },
  });
  const refuse = (reason: Refusal["reason"], missing: readonly string[]): AnswerPart =>
    answer({
      status: "refused",
      refusal: { reason, message: refusalMessage(reason, missing, weights.absent), missing },
    });

  const asksForAll = asksForWhole(alone);
  if (fitted.passages.length === 0 && !asksForAll) {
    yield refuse("no-evidence", weights.absent);
    return;
  }

  let texts = await readTexts(fitted.hits, readText);
  const computed = computeFromTable(
    alone,
    [...texts.values()].filter((text) => text !== null),
    { lookUp: generator.complete === undefined },
  );
  if (computed !== null) {
    const { text, claims, citations } = computedAnswer(computed);
    yield { type: "text", text };
    for (const citation of citations) yield { type: "citation", citation };
    notes.push(...(await staleNotes(citations, isStale)));
    yield answer({ text, claims, citations });
    return;
  }
  if (asksForAll) {
    // A generator that reads for itself is given everything; sentences chosen one by one count nothing.
    const all =
      readAll === undefined || generator.complete === undefined
        ? null
        : await (await import("./retrieval/whole-scope.js")).wholeScope({ readAll, ...room, signal });
    if (all === null || all.length === 0) {
      yield refuse("needs-whole-document", []);
      return;
    }
    fitted = fitPassages({ hits: all, ...room });
    texts = await readTexts(fitted.hits, readText);
  }
  if (fitted.leftOut.length > 0)
    onEvent?.({
      type: "notice-raised",
      code: "passages-left-out",
      message: `${fitted.leftOut.length} of ${found.length} passages did not fit the model's context and were left out.`,
    });
  const passages = fitted.passages.map((passage) => withBlocks(passage, texts.get(passage.path) ?? null));
  const sources = citedSources(passages, texts);
  const wordVector =
    options.wordVector ??
    (embedWords === undefined || generator.complete !== undefined
      ? undefined
      : await wordVectors([alone, ...passages.map((passage) => passage.text)], embedWords));
  const request: GenerationRequest = {
    // A model sees the conversation; a generator that cannot follow one is asked the question that stands alone.
    question: generator.complete === undefined ? alone : question,
    history: recent,
    passages,
    termWeight: weights.of,
    nonce: randomBytes(9).toString("hex"),
    ...(wordVector !== undefined && { wordVector }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(signal !== undefined && { signal }),
  };
  const checks = { sources, attribute: true, knownNames: knownNames(sources) };
  const assembler = new AnswerAssembler({ ...checks, policy });
  // `strict` shows nothing before all is verified, nor does `drop` before the judge has spoken.
  const held = policy === "strict" || (policy === "drop" && judge !== undefined);
  const written = yield* writeAnswer({
    parts: generator.generate(request),
    assembler,
    held,
    onUsage: (used) => meter.add(used, generator.usdPerMillionTokens),
    signal,
  });
  reasoning = written.reasoning;
  if (written.noEvidence !== null) {
    yield refuse(
      "no-evidence",
      written.noEvidence.missing === undefined
        ? weights.absent
        : unmentionedTerms(written.noEvidence.missing, passages),
    );
    return;
  }
  const result =
    policy === "mark" && judge === undefined
      ? assembler.result()
      : await (
          await import("./review/review-answer.js")
        ).reviewAnswer({
          result: assembler.result(),
          policy,
          request,
          generator: assistant,
          assembler: checks,
          judge: judge && meter.metered(judge),
          repair,
        });
  if (result === null || (policy === "strict" && result.claims.length === 0)) {
    yield refuse("unsupported", weights.absent);
    return;
  }
  if (result.text.trim() === "" || (policy === "drop" && result.claims.length === 0)) {
    yield refuse(
      assembler.result().dropped.length > 0 || assembler.result().claims.length > 0 ? "unsupported" : "no-evidence",
      weights.absent,
    );
    return;
  }
  // What was held back, and what a repair added to what is out already.
  const shown = held
    ? { text: "", citations: 0 }
    : { text: assembler.result().text, citations: assembler.result().citations.length };
  if (result.text.length > shown.text.length) yield { type: "text", text: result.text.slice(shown.text.length) };
  for (const citation of result.citations.slice(shown.citations)) yield { type: "citation", citation };

  if (written.cut) notes.push({ kind: "truncated", message: "The answer was cut by the token limit.", citations: [] });
  if (fitted.shortened !== null)
    notes.push({
      kind: "truncated",
      message: `Only the beginning of the passage of ${fitted.shortened.path} fitted the model's context.`,
      citations: [],
    });
  if (languageOf !== undefined && generator.complete !== undefined) {
    const { languageNote } = await import("./notes/language-note.js");
    notes.push(
      ...(await languageNote(
        result.text,
        [...texts.values()].filter((text) => text !== null),
        languageOf,
      )),
    );
  }
  notes.push(...(await staleNotes(result.citations, isStale)));
  const conflicts = conflictNotes({
    question: alone,
    citations: result.citations,
    sources,
    texts,
    similarity: cachedSimilarity(wordVector),
  });
  notes.push(...conflicts.notes);
  for (const citation of conflicts.citations) yield { type: "citation", citation };
  yield answer({ text: result.text, claims: result.claims, citations: [...result.citations, ...conflicts.citations] });
}

async function readTexts(
  hits: readonly Hit[],
  readText: StreamAnswerOptions["readText"],
): Promise<ReadonlyMap<string, StoredText | null>> {
  const paths = [...new Set(hits.map((hit) => hit.path))];
  return new Map(await Promise.all(paths.map(async (path) => [path, await readText(path)] as const)));
}
