import type { EvalDocument, EvalQuestion } from "./read-questions.js";
import { pick, random } from "./random.js";

const nameRun = /(?<=[\p{L}\p{N},;)] )(?:\p{Lu}\p{Ll}[\p{L}'’-]*)(?: \p{Lu}\p{Ll}[\p{L}'’-]*)*/gu;
const number = /\d[\d,.]*\d|\d/gu;
const notNames = new Set(
  (
    "January February March April May June July August September October November December " +
    "The A An In On At Of And I He She It They We This That"
  ).split(" "),
);

/** Names of a text by their capitals, whole runs, not those that open sentences. */
export function namesOf(text: string): string[] {
  return [...text.matchAll(nameRun)].map((match) => match[0]).filter((name) => !notNames.has(name));
}

/**
 * Replaces a name or number of the question with a foreign one: the name from another group's text, the number at
 * random. `null` if the question contains neither. The same question gives the same result.
 */
export function swapForeign(question: EvalQuestion, documents: readonly EvalDocument[], seed: number): string | null {
  const next = random(seed);
  const target = pick(targets(question.question), next);
  if (target === undefined) return null;
  const own = documents
    .filter((document) => document.group === question.group)
    .map((document) => document.text)
    .join(" ");
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const replacement = /\d/u.test(target.text)
      ? otherNumber(target.text, next)
      : pick(namesOf(pick(documents, next)?.text ?? ""), next);
    if (replacement !== undefined && !own.includes(replacement)) return splice(question.question, target, replacement);
  }
  return null;
}

/** Replaces a name of the question with another name of the same paragraph. `null` if there is none. */
export function swapWithin(question: EvalQuestion, document: EvalDocument, seed: number): string | null {
  const next = random(seed);
  const target = pick(
    targets(question.question).filter(({ text }) => !/\d/u.test(text)),
    next,
  );
  if (target === undefined) return null;
  const other = pick(
    namesOf(document.text).filter((name) => !question.question.includes(name) && !target.text.includes(name)),
    next,
  );
  return other === undefined ? null : splice(question.question, target, other);
}

interface Target {
  readonly text: string;
  readonly start: number;
}

function targets(question: string): Target[] {
  return [...question.matchAll(nameRun), ...question.matchAll(number)]
    .filter((match) => !notNames.has(match[0]))
    .map((match) => ({ text: match[0], start: match.index }));
}

function splice(text: string, target: Target, replacement: string): string {
  return text.slice(0, target.start) + replacement + text.slice(target.start + target.text.length);
}

/** A year for a year, another number of like size for a number. */
function otherNumber(text: string, next: () => number): string {
  if (/^1\d{3}$|^20\d{2}$/u.test(text)) return String(1200 + Math.floor(next() * 820));
  const value = Number(text.replaceAll(",", ""));
  return String(Math.floor(3 + next() * Math.max(20, (Number.isNaN(value) ? 20 : value) * 3)));
}
