import type { Passage, TextRange } from "@ragstone/core";
import { isQuestion } from "./is-question.js";
import { rawElements, type RawElement } from "./raw-elements.js";
import type { TextElement } from "./text-element.js";

/** Longest definition term, in words. */
const maxTermWords = 12;
/** Fewest words of a definition. */
const minDefinitionWords = 5;

const listMark = /^(?:[-*+•‣▪◦]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/u;

/** The elements of a passage in order, each with its headings, definition term, lead-in and table header. */
export function elementsOf(passage: Passage): TextElement[] {
  const { text } = passage;
  const raw = rawElements(passage);
  const found: TextElement[] = [];
  let headings: { readonly level: number; readonly label: string }[] = passage.headings.map((label, at) => ({
    level: Math.min(at + 1, 6),
    label,
  }));
  let term: TextRange | null = null;
  let leadIn: TextRange | null = null;
  /** Whether the loader marked the term, which lasts until the next one. */
  let isMarked = false;
  /** The question of a list of questions and answers: it labels what follows it. */
  let asked: readonly string[] = [];
  let group = 0;
  raw.forEach((element, at) => {
    const before = raw[at - 1];
    if (element.kind !== before?.kind || (element.kind === "row" && element.header !== before.header)) group += 1;
    if (element.kind === "term") {
      term = element;
      isMarked = true;
      return;
    }
    if (element.kind === "heading") {
      headings = [...headings.filter((one) => one.level < element.level), element];
      term = null;
      isMarked = false;
      leadIn = null;
      asked = [];
      return;
    }
    if (element.kind === "paragraph") {
      const questions = questionsOf(text, element);
      if (questions.length > 0) asked = questions;
      if (questions.length > 0 && questions.length === element.sentences.length) return;
      leadIn = introduces(text, element, raw[at + 1]) ? element.sentences.at(-1)! : null;
      if (!isMarked && !isTerm(text, raw[at - 1], element)) term = null;
    }
    if (!isMarked && isTerm(text, element, raw[at + 1])) {
      term = element;
      return;
    }
    const { start, end, kind, sentences, header } = element;
    const isIntroduced = kind !== "paragraph";
    const labels = [...headings.map((one) => one.label), ...asked];
    found.push({
      start,
      end,
      kind,
      sentences,
      header,
      term,
      leadIn: isIntroduced ? leadIn : null,
      headings: labels,
      group,
    });
  });
  return found;
}

function questionsOf(text: string, { sentences }: RawElement): string[] {
  return sentences.map(({ start, end }) => text.slice(start, end)).filter(isQuestion);
}

function introduces(text: string, element: RawElement, next: RawElement | undefined): boolean {
  if (next === undefined || next.kind === "paragraph" || next.kind === "heading" || next.kind === "term") return false;
  return next.kind === "code" || text[element.end - 1] === ":";
}

/** Whether an element is a term that the next one explains: short, without a full stop, before a longer text. */
function isTerm(text: string, element: RawElement | undefined, next: RawElement | undefined): boolean {
  if (element === undefined || next === undefined || element.kind !== next.kind) return false;
  if ((element.kind !== "list-item" && element.kind !== "paragraph") || element.level !== next.level) return false;
  const term = text.slice(element.start, element.end);
  const meaning = text.slice(next.start, next.end);
  if (/[.!?:;,]$/u.test(term) || listMark.test(term) || listMark.test(meaning)) return false;
  const length = countWords(term);
  return length <= maxTermWords && countWords(meaning) >= Math.max(minDefinitionWords, 1.5 * length);
}

function countWords(text: string): number {
  return text.split(/\s+/u).length;
}
