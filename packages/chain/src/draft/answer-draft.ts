import {
  InvalidOptionError,
  type Answer,
  type AnswerNote,
  type AnswerPart,
  type Citation,
  type Claim,
  type ClosestPassage,
  type GenerationRequest,
  type Generator,
  type Hit,
  type Refusal,
  type StoredText,
  type Turn,
} from "@ragstone/core";
import type { AssembledAnswer, AssemblerOptions } from "@ragstone/verify/internal";
import type { FittedPassages } from "../evidence/fit-passages.js";
import type { TermWeights } from "../evidence/term-weights.js";
import type { PassageRoom } from "./passage-room.js";
import { refusalMessage } from "./refusal-message.js";
import { sourceBudget, type SourceBudget } from "./source-budget.js";
import type { StreamAnswerOptions } from "./stream-answer-options.js";
import { UsageMeter } from "./usage-meter.js";
import type { WrittenAnswer } from "./write-answer.js";

/** Options with their defaults. */
type Settings = StreamAnswerOptions &
  Required<Pick<StreamAnswerOptions, "history" | "policy" | "k" | "rounds" | "decompose" | "repair">>;

/**
 * The state of one answer, which the stages fill in one after the other. Every field is empty until its stage has run.
 */
export class AnswerDraft {
  readonly options: Settings;
  readonly meter = new UsageMeter();
  /** The generator's completion of prompts, where it has one, metered. */
  readonly assistant: Pick<Generator, "complete">;
  readonly #startMs = performance.now();

  /** From `condense`: the question, understandable without the conversation. */
  standaloneQuestion: string;
  /** Limits of the passages. */
  readonly budget: SourceBudget;
  /** From `gather`: best first. */
  hits: readonly Hit[] = [];
  /** From `gather`. */
  weights: TermWeights = { of: () => 0, absent: [] };
  /** From `rank`: the turns that the generator is given. */
  recentTurns: readonly Turn[] = [];
  /** From `rank`. */
  room: PassageRoom;
  /** From `rank`; from `fit` where it reads all of the documents. */
  fitted: FittedPassages = { passages: [], hits: [], leftOut: [], shortened: null };
  /** From `rank` and `fit`: the documents of the fitted passages, `null` for one that is gone. */
  texts: ReadonlyMap<string, StoredText | null> = new Map();
  /** From `fit`: the passages that the answer is checked against. */
  checks: Omit<AssemblerOptions, "policy"> = { sources: [], attribute: true, knownNames: () => new Set() };
  /** From `fit`. */
  request: GenerationRequest;
  /** From `generateAndVerify`: how the generator ended. */
  written: WrittenAnswer = { reasoning: "", noEvidence: null, confidence: null, end: { reason: "stop" }, raw: "" };
  /** From `generateAndVerify`. */
  assembled: AssembledAnswer = { text: "", claims: [], citations: [], dropped: [] };
  /** From `review`: the text, claims and citations that the reader gets. */
  result: Pick<Answer, "text" | "claims" | "citations"> = { text: "", claims: [], citations: [] };
  readonly notes: AnswerNote[] = [];

  /** @throws {@link InvalidOptionError} for a bad `k`, `question` or generator kind */
  constructor({
    history = [],
    policy = "mark",
    k,
    rounds = 1,
    decompose = false,
    repair = false,
    ...options
  }: StreamAnswerOptions) {
    const { question, generator } = options;
    if (k !== undefined && (!Number.isInteger(k) || k < 1))
      throw new InvalidOptionError("k", k, "a whole number of at least 1");
    if (question.trim() === "") throw new InvalidOptionError("question", question, "at least one word");
    if (generator.kind !== "extractive" && generator.kind !== "model")
      throw new InvalidOptionError("generator.kind", generator.kind, '"extractive" or "model"');
    this.budget = k === undefined ? sourceBudget(generator) : { k, tokens: Infinity };
    this.options = { ...options, history, policy, k: this.budget.k, rounds, decompose, repair };
    this.assistant = this.meter.metered(generator);
    this.standaloneQuestion = question;
    this.room = { tokenizer: generator.tokenizer, budgetTokens: 0, overheadTokens: 0 };
    this.request = { question, history: [], passages: [], nonce: "" };
  }

  /** Nothing is shown while it is written: `strict` verifies all of it first, and `drop` waits for the judge. */
  get isHeld(): boolean {
    const { policy, judge } = this.options;
    return policy === "strict" || (policy === "drop" && judge !== undefined);
  }

  /** The documents of the fitted passages that are still there. */
  get documents(): readonly StoredText[] {
    return [...this.texts.values()].filter((text) => text !== null);
  }

  /** The last part of an answer. */
  answer(result: {
    readonly text: string;
    readonly claims: readonly Claim[];
    readonly citations: readonly Citation[];
  }): AnswerPart {
    return this.#end({ status: "answered", refusal: null, ...result });
  }

  /** The last part of a refused answer. @param missing - terms of the question that no source contains */
  refuse(
    reason: Refusal["reason"],
    missing: readonly string[] = this.weights.absent,
    closest?: readonly ClosestPassage[],
  ): AnswerPart {
    const message = refusalMessage(reason, missing, this.weights.absent);
    const refusal = { reason, message, missing, ...(closest !== undefined && { closest }) };
    return this.#end({ status: "refused", refusal, text: "", claims: [], citations: [] });
  }

  #end(outcome: Pick<Answer, "status" | "refusal" | "text" | "claims" | "citations">): AnswerPart {
    const { status, refusal, text, claims, citations } = outcome;
    const { reasoning, confidence } = this.written;
    return {
      type: "answer",
      answer: {
        question: this.options.question,
        status,
        text,
        model: this.options.generator.name,
        confidence,
        claims,
        citations,
        refusal,
        sources: this.fitted.hits,
        reasoning: reasoning === "" ? null : reasoning,
        notes: this.notes,
        usage: this.meter.total,
        elapsedMs: Math.round(performance.now() - this.#startMs),
      },
    };
  }
}
