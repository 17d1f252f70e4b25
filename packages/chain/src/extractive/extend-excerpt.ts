import type { TextRange } from "@ragstone/core";
import { countWords } from "./count-words.js";
import type { Excerpt } from "./excerpt.js";
import { isQuestion } from "./is-question.js";
import type { TextElement } from "./text-element.js";

/**
 * The excerpt with the sentences, items and code after and before it, in turns, as long as it has at most `words` words:
 * those under the same headings and of the same definition, up to the next question. Each element is a piece of its own.
 */
export function extendExcerpt<T extends Excerpt>(excerpt: T, words: number): T {
  const { passage, element, key, pieces } = excerpt;
  if (element.kind === "row" || excerpt.words >= words) return excerpt;
  const units = unitsAround(excerpt);
  const shown = (unit: TextRange): boolean =>
    pieces.some((piece) => piece.start <= unit.start && unit.end <= piece.end);
  let first = units.findIndex(({ range }) => range === key);
  let last = first;
  while (first > 0 && shown(units[first - 1]!.range)) first -= 1;
  while (last + 1 < units.length && shown(units[last + 1]!.range)) last += 1;
  let total = excerpt.words;
  const fits = (at: number): boolean => {
    const unit = units[at];
    if (unit === undefined) return false;
    const more = shown(unit.range) ? 0 : countWords(passage.text, unit.range);
    if (total + more > words) return false;
    total += more;
    return true;
  };
  for (let open = true; open;) {
    open = false;
    if (fits(last + 1)) {
      last += 1;
      open = true;
    }
    if (fits(first - 1)) {
      first -= 1;
      open = true;
    }
  }
  return { ...excerpt, pieces: merged(pieces, units.slice(first, last + 1)), words: total };
}

interface Unit {
  readonly range: TextRange;
  readonly element: TextElement;
}

/** Sentences and code around the key that belong to what it is about, in order. */
function unitsAround({ passage, elements, element, key }: Excerpt): readonly Unit[] {
  const section = element.headings.join("\n");
  const belongs = (one: TextElement): boolean =>
    one.kind !== "row" && one.term === element.term && one.headings.join("\n") === section;
  const place = elements.indexOf(element);
  const from = elements.slice(0, place).findLastIndex((one) => !belongs(one)) + 1;
  const end = elements.slice(place).findIndex((one) => !belongs(one));
  const units = elements
    .slice(from, end < 0 ? undefined : place + end)
    .flatMap((one) => one.sentences.map((range) => ({ range, element: one })));
  const asks = ({ range }: Unit): boolean => isQuestion(passage.text.slice(range.start, range.end));
  const at = units.findIndex(({ range }) => range === key);
  const start = units.slice(0, at).findLastIndex(asks) + 1;
  const next = units.slice(at).findIndex(asks);
  return units.slice(start, next < 0 ? undefined : at + next);
}

/** The pieces with the units, those of one element in one piece. */
function merged(pieces: readonly TextRange[], units: readonly Unit[]): readonly TextRange[] {
  const found: TextRange[] = [...pieces];
  for (const element of new Set(units.map((unit) => unit.element))) {
    const list = units.filter((unit) => unit.element === element);
    const range = { start: list[0]!.range.start, end: list.at(-1)!.range.end };
    const touching = found.filter((piece) => piece.start < range.end && range.start < piece.end);
    const whole = {
      start: Math.min(range.start, ...touching.map(({ start }) => start)),
      end: Math.max(range.end, ...touching.map(({ end }) => end)),
    };
    found.splice(0, found.length, ...found.filter((piece) => !touching.includes(piece)), whole);
  }
  return found.toSorted((left, right) => left.start - right.start);
}
