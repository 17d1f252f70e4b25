import { pick } from "../answers/random.js";
import type { EvalDocument, EvalQuestion } from "../answers/read-questions.js";
import { capital } from "./capital.js";
import type { Statement } from "./statement.js";

const be = "is|are|was|were";
const auxiliary = "did|do|does|can|could|will|would|has|have|had|should|must";

/** What an answer answers, by its question: a number, a year, a name or something else. */
function typeOf(question: string, answer: string): string {
  if (/^\W*(?:in|by|since|on)?\s*(?:when|what (?:year|date|day|month))\b/iu.test(question)) return "date";
  if (/\bhow (?:many|much|long|far|old)\b/iu.test(question)) return "number";
  if (/\d/u.test(answer)) return "figure";
  return /^\p{Lu}/u.test(answer) ? "name" : "words";
}

/**
 * A statement made of a question and an answer: "Who wrote the book?" and "Ada" give "Ada wrote the book.". `null` for
 * questions of other forms.
 */
export function stateAnswer(question: string, answer: string): string | null {
  const asked = question.replace(/\?+\s*$/u, "").trim();
  const said = answer.replace(/[.,;]$/u, "");
  const subject = new RegExp(
    String.raw`^(?:Who|What|Which(?: \p{L}+)?) ((?!(?:${be}|${auxiliary})\b)\p{Ll}+(?:ed|es|s|d|t|ew|ote)\b.*)$`,
    "u",
  ).exec(asked)?.[1];
  if (subject !== undefined && !/^(?:type|kind|year|names?|does|percent)\b/u.test(subject))
    return `${capital(said)} ${subject}.`;
  const passive = new RegExp(String.raw`^(?:Who|What) ((?:${be}) \p{Ll}+ed\b.*)$`, "u").exec(asked)?.[1];
  if (passive !== undefined && !/\b(?:by|to|for|as|in|with)$/u.test(passive)) return `${capital(said)} ${passive}.`;
  const when = new RegExp(String.raw`^(?:When|Where|In (?:what|which) \p{L}+) (?:did|does|do) (.+)$`, "u").exec(asked);
  const preposition = /^(?:in|on|at|by|from|during|since|after|before|between|around|about|the|a|an)\b/iu.test(said)
    ? ""
    : "in ";
  if (when !== null) return `${capital(when[1]!)} ${preposition}${said}.`;
  const happened = new RegExp(
    String.raw`^(?:When|Where|In (?:what|which) \p{L}+) (${be}) (.+) (\p{Ll}+(?:ed|en|wn|lt|nt|ld|de))$`,
    "u",
  ).exec(asked);
  if (happened !== null) return `${capital(happened[2]!)} ${happened[1]} ${happened[3]} ${preposition}${said}.`;
  const named = new RegExp(String.raw`^(?:What|Who) (${be}) (the .+)$`, "u").exec(asked);
  return named === null ? null : `${capital(named[2]!)} ${named[1]} ${said}.`;
}

/** The sentence of a text around a place. */
function sentenceAt(text: string, at: number): string {
  const start = Math.max(
    ...[...text.slice(0, at).matchAll(/[.!?]["”']? (?=\p{Lu})/gu)].map((end) => end.index + end[0].length),
    0,
  );
  const end = /[.!?]["”']?(?= \p{Lu}|\s*$)/u.exec(text.slice(at));
  return text.slice(start, end === null ? text.length : at + end.index + end[0].length).trim();
}

/**
 * True statements made of the questions about a document and their answers, and false ones with the answer to another of
 * the questions that has the same type: from the same sentence, or from another one.
 */
export function answerStatements(
  document: EvalDocument,
  questions: readonly EvalQuestion[],
  next: () => number,
): Statement[] {
  const own = questions.filter(({ path, answers }) => path === document.path && answers.length > 0);
  return own.flatMap(({ question, answers: [answer] }): Statement[] => {
    const claim = stateAnswer(question, answer!.text);
    if (claim === null) return [];
    const quote = sentenceAt(document.text, answer!.start);
    const type = typeOf(question, answer!.text);
    const others = own
      .map((other) => ({ text: other.answers[0]!.text, type: typeOf(other.question, other.answers[0]!.text) }))
      .filter(
        ({ text, type: other }) => other === type && !text.includes(answer!.text) && !answer!.text.includes(text),
      );
    const wrong = (kind: string, inQuote: boolean): Statement[] => {
      const able = others.filter(({ text }) => quote.includes(text) === inQuote && !question.includes(text));
      const other = pick(able, next);
      const changed = other === undefined ? null : stateAnswer(question, other.text);
      return changed === null ? [] : [{ kind, isTrue: false, claim: changed, quote, question }];
    };
    return [
      { kind: "reworded: question and answer", isTrue: true, claim, quote, question },
      ...wrong("attachment: answer of the sentence", true),
      ...wrong("name: answer of another sentence", false),
    ];
  });
}
