import type { Generator, Turn } from "@ragstone/core";
import { findNames, stopWords, words } from "@ragstone/verify/internal";
import { isFollowUp } from "./is-follow-up.js";
import { sharesWord } from "./shares-word.js";

/** Turns that are looked back on, and UTF-16 units of each: memory stays bounded however long the conversation. */
const maxTurns = 6;
const maxTurnLength = 1_000;
/** Words taken over from earlier turns by the lexical way. */
const maxCarried = 8;
const maxQuestion = 400;

const system = [
  "Rewrite the last question of a conversation so that it can be understood without the conversation.",
  "Replace every word that refers back by what it stands for. Keep the language. Add nothing else and do not answer.",
  "If the question stands alone already, repeat it. Write only the question.",
].join("\n");

export interface CondenseOptions {
  readonly question: string;
  /** Oldest first. */
  readonly history: readonly Turn[];
  /**
   * Rewrites with this generator where it can complete prompts; without one the words that are missing are taken over.
   */
  readonly generator?: Pick<Generator, "complete">;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Turns a follow-up into a standalone question. With a model it is rewritten; without one, or if the model's output is
 * not a question, a follow-up is extended with the content words of the previous questions and the names of the last
 * answer.
 */
export async function condenseQuestion({ question, history, generator, signal }: CondenseOptions): Promise<string> {
  const recent = history.slice(-maxTurns);
  if (recent.length === 0) return question;
  if (generator?.complete !== undefined) {
    const turns = recent
      .map((turn) => `${turn.role === "user" ? "User" : "Assistant"}: ${turn.text.slice(0, maxTurnLength)}`)
      .join("\n");
    const reply = (
      await generator.complete(
        { system, user: `${turns}\nUser: ${question}\n\nThe last question, standing alone:` },
        { maxTokens: 200, signal },
      )
    ).trim();
    const line =
      reply
        .slice(0, 2 * maxQuestion)
        .split("\n")[0]
        ?.replace(/^["'“”]+|["'“”]+$/gu, "")
        .trim() ?? "";
    if (line !== "" && line.length <= maxQuestion && sharesWord(line, [question, ...recent.map((turn) => turn.text)]))
      return line;
  }
  return lexical(question, recent);
}

/**
 * Takes words from the last standalone question and its follow-ups so far, newest first, and names from the last
 * answer.
 */
function lexical(question: string, recent: readonly Turn[]): string {
  if (!isFollowUp(question)) return question;
  const questions = recent
    .filter((turn) => turn.role === "user")
    .map((turn) => turn.text.slice(0, maxTurnLength))
    .toReversed();
  const standaloneAt = questions.findIndex((text) => !isFollowUp(text));
  const lastAnswer = recent.findLast((turn) => turn.role === "assistant")?.text ?? "";
  const candidates = [
    ...questions.slice(0, standaloneAt + 1 || undefined).flatMap((text) =>
      words(text)
        .filter((word) => !stopWords.has(word.folded))
        .map((word) => word.text),
    ),
    ...findNames(lastAnswer.slice(0, maxTurnLength))
      .filter((name) => !name.initial)
      .slice(0, 2)
      .map((name) => name.text),
  ];
  const known = new Set(words(question).map((word) => word.stem));
  const carried: string[] = [];
  for (const word of candidates) {
    const stem = words(word)[0]?.stem ?? word;
    if (known.has(stem) || carried.length >= maxCarried) continue;
    known.add(stem);
    carried.push(word);
  }
  return carried.length === 0 ? question : `${question.replace(/\s*[?.!]*\s*$/u, "")} (${carried.join(" ")})?`;
}
