import type { Passage, TextRange } from "@ragstone/core";
import { isQuestion } from "./is-question.js";
import { rawElements, type RawElement } from "./raw-elements.js";
import type { TextElement } from "./text-element.js";

/** Longest definition term, in words. */
const maxTermWords = 12;
/** Fewest words of a definition. */
const minDefinitionWords = 5;

/** Longest question with the sentences that lead to it, in words. */
const maxQuestionWords = 60;
/** Level of a bold line among headings: below all of them. */
const labelLevel = 7;
const boldLine = /^(?:\*\*|__)[^*_\n.?]{1,60}(?:\*\*|__)(?: \([^)\n]{1,40}\))?:?$/u;

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
  /** The items that the next one may be nested in, outermost first. */
  let parents: readonly RawElement[] = [];
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
    if (element.kind === "heading" || isLabel(text, element, raw[at + 1])) {
      const heading = headingOf(text, element);
      headings = [...headings.filter((one) => one.level < heading.level), heading];
      term = null;
      isMarked = false;
      leadIn = null;
      asked = [];
      return;
    }
    if (element.kind === "paragraph") {
      const questions = questionsOf(text, element, at + 1 < raw.length);
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
    parents = kind === "list-item" ? parents.filter((one) => one.level < element.level) : [];
    const introduction = kind === "paragraph" ? null : (parents.at(-1)?.sentences.at(-1) ?? leadIn);
    if (kind === "list-item") parents = [...parents, element];
    const shared = { term, leadIn: introduction, headings: [...headings.map((one) => one.label), ...asked], group };
    found.push({ start, end, kind, sentences, header, ...shared });
  });
  return found;
}

function headingOf(text: string, { kind, level, label, start, end }: RawElement): { level: number; label: string } {
  return kind === "heading" ? { level, label } : { level: labelLevel, label: text.slice(start, end) };
}

/** The questions of a paragraph. One that ends with a question and is not the last text is all of it a question. */
function questionsOf(text: string, { start, end, sentences }: RawElement, isFollowed: boolean): string[] {
  const list = sentences.map((range) => text.slice(range.start, range.end));
  const whole = text.slice(start, end);
  return isFollowed && isQuestion(list.at(-1)!) && countWords(whole) <= maxQuestionWords
    ? list
    : list.filter(isQuestion);
}

/** Whether a paragraph in bold type is the heading of what follows it: "**prepack** (since version 4)". */
function isLabel(text: string, { kind, start, end }: RawElement, next: RawElement | undefined): boolean {
  if (kind !== "paragraph" || next === undefined || next.kind === "heading") return false;
  return boldLine.test(text.slice(start, end));
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
