import type { Passage, TextRange } from "@ragstone/core";
import { countWords } from "./count-words.js";
import type { Excerpt } from "./excerpt.js";
import { isQuestion } from "./is-question.js";
import type { TextElement } from "./text-element.js";

export interface ExcerptOptions {
  readonly passage: Passage;
  readonly elements: readonly TextElement[];
  /** Place of the key sentence's element. */
  readonly at: number;
  readonly key: TextRange;
  /** Words that the excerpt grows to where its paragraph or list has as many. */
  readonly targetWords: number;
  /** Words that it never exceeds, the key sentence apart. */
  readonly maxWords: number;
}

/**
 * The key sentence with what it needs: its definition term, the header of its table, the lead-in of its list or code
 * and, of a lead-in, the list or code; then neighbouring sentences or items as far as they fit.
 */
export function buildExcerpt({ passage, elements, at, key, targetWords, maxWords }: ExcerptOptions): Excerpt {
  const element = elements[at]!;
  const count = (range: TextRange): number => countWords(passage.text, range);
  const needed = [element.term, element.header, element.leadIn].filter((range) => range !== null);
  const room = { target: targetWords - sum(needed, count), most: maxWords - sum(needed, count) };
  const body =
    element.kind === "paragraph"
      ? paragraphBody({ sentences: statements(passage.text, element.sentences, key), elements, at, key, room, count })
      : element.kind === "list-item"
        ? listBody({ elements, at, key, room, count })
        : [key];
  const pieces = joined([...needed, body.length === 0 ? key : span(body)], elements);
  return { passage, elements, element, key, pieces, words: sum(pieces, count) };
}

interface Body extends Pick<ExcerptOptions, "elements" | "at" | "key"> {
  readonly room: { readonly target: number; readonly most: number };
  readonly count: (range: TextRange) => number;
}

/** The sentences around the key up to the next question, which belongs to another answer. */
function statements(text: string, sentences: readonly TextRange[], key: TextRange): readonly TextRange[] {
  const asks = (range: TextRange): boolean => isQuestion(text.slice(range.start, range.end));
  const at = sentences.indexOf(key);
  const from = sentences.slice(0, at).findLastIndex(asks) + 1;
  const next = sentences.slice(at).findIndex(asks);
  return sentences.slice(from, next < 0 ? undefined : at + next);
}

/** Sentences of the paragraph that fit; when the last of them introduces a list or code, that too as far as it fits. */
function paragraphBody({
  sentences,
  elements,
  key,
  room,
  count,
}: Body & { readonly sentences: readonly TextRange[] }): readonly TextRange[] {
  const introduced = introducedBy(elements, sentences.at(-1)!);
  const from = sentences.indexOf(key);
  if (introduced.length === 0) return grown(sentences, from, room.target, count);
  const lead = [...sentences.slice(from), introduced[0]!];
  return sum(lead, count) <= room.most
    ? grown([...sentences.slice(from), ...introduced], lead.length - 1, room.most, count)
    : grown(sentences, from, room.target, count);
}

/** The whole list where it fits; otherwise the item, or the sentences of it that fit, and its neighbours. */
function listBody({ elements, at, key, room, count }: Body): readonly TextRange[] {
  const element = elements[at]!;
  if (count(element) > room.target) return grown(element.sentences, element.sentences.indexOf(key), room.target, count);
  const siblings = elements.filter((one) => one.group === element.group && one.term === element.term);
  const whole = sum(siblings, count);
  if (element.leadIn !== null && whole <= room.most) return siblings;
  return grown(siblings, siblings.indexOf(element), room.target, count);
}

function introducedBy(elements: readonly TextElement[], key: TextRange): readonly TextElement[] {
  return elements.filter((element) => element.leadIn === key);
}

/** Neighbours of one of the ranges, after it and before it in turns, as long as all together have at most `most` words. */
function grown(
  ranges: readonly TextRange[],
  from: number,
  most: number,
  count: (range: TextRange) => number,
): readonly TextRange[] {
  const start = Math.max(0, from);
  let first = start;
  let last = start;
  let words = ranges[start] === undefined ? 0 : count(ranges[start]);
  for (let open = true; open;) {
    open = false;
    const after = ranges[last + 1];
    if (after !== undefined && words + count(after) <= most) {
      words += count(after);
      last += 1;
      open = true;
    }
    const before = ranges[first - 1];
    if (before !== undefined && words + count(before) <= most) {
      words += count(before);
      first -= 1;
      open = true;
    }
  }
  return ranges.slice(first, last + 1);
}

/** In order, without repeats; a lead-in directly before its list or code is one piece with it. */
function joined(ranges: readonly TextRange[], elements: readonly TextElement[]): TextRange[] {
  const ordered = ranges.toSorted((left, right) => left.start - right.start);
  const pieces: TextRange[] = [];
  for (const range of ordered) {
    const last = pieces.at(-1);
    if (last === undefined) pieces.push({ start: range.start, end: range.end });
    else if (
      range.start <= last.end ||
      elements.some((one) => one.leadIn?.end === last.end && isFirst(elements, one, range))
    )
      pieces[pieces.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else pieces.push({ start: range.start, end: range.end });
  }
  return pieces;
}

function isFirst(elements: readonly TextElement[], element: TextElement, range: TextRange): boolean {
  return elements.find((one) => one.leadIn === element.leadIn)?.start === range.start;
}

function span(ranges: readonly TextRange[]): TextRange {
  return { start: ranges[0]!.start, end: ranges.at(-1)!.end };
}

function sum(ranges: readonly TextRange[], count: (range: TextRange) => number): number {
  return ranges.reduce((total, range) => total + count(range), 0);
}
