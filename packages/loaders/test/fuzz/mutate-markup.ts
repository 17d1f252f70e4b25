import type { Random } from "./random.js";

/** An element, or a tag that is never closed: half-open. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const values = [
  "",
  "0",
  "-1",
  "1",
  "65536",
  "2147483648",
  "1e308",
  "none",
  "true",
  "x y",
  "\u{1F600}",
  "#REF!",
  "../x",
];
const maxCharacters = 256 * 1024;

/** Whether a text is markup whose elements can be changed. */
export function isMarkup(text: string): boolean {
  return /^\uFEFF?\s*<[?!A-Za-z]/u.test(text);
}

/**
 * Markup that is still well formed, with one to three elements removed, repeated, moved, unwrapped or nested, or values
 * of attributes and texts replaced. Parsers that reject broken markup get to see it.
 */
export function mutateMarkup(text: string, random: Random): string {
  let mutant = text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) mutant = change(mutant, random);
  return mutant.length > maxCharacters ? text : mutant;
}

function change(text: string, random: Random): string {
  const elements = elementsOf(text);
  if (elements.length === 0) return text;
  const { start, end } = random.pick(elements);
  const element = text.slice(start, end);
  const before = text.slice(0, start);
  const after = text.slice(end);
  switch (random.below(7)) {
    case 0:
      return before + after;
    case 1:
      return before + element.repeat(random.pick([2, 3, 20, 300])) + after;
    case 2: {
      const { start: other } = random.pick(elements);
      return text.slice(0, other) + element + text.slice(other);
    }
    case 3:
      // Without its own tags.
      return before + element.replace(/^<[^>]*>/u, "").replace(/<\/[^>]*>$/u, "") + after;
    case 4: {
      const tag = /^<[^\s/>]+/u.exec(element)?.[0].slice(1) ?? "x";
      const depth = random.pick([1, 5, 500]);
      return `${before}${`<${tag}>`.repeat(depth)}${element}${`</${tag}>`.repeat(depth)}${after}`;
    }
    case 5:
      return replaceOne(text, /(?<==")[^"<>]*(?=")/gu, random);
    default:
      return replaceOne(text, /(?<=>)[^<>]+(?=<)/gu, random);
  }
}

function replaceOne(text: string, pattern: RegExp, random: Random): string {
  const places = Array.from(text.matchAll(pattern)).slice(0, 2000);
  if (places.length === 0) return text;
  const { index, 0: old } = random.pick(places);
  return text.slice(0, index) + random.pick(values) + text.slice(index + old.length);
}

/** Elements but the root; a tag without an end counts as one. */
function elementsOf(text: string): Span[] {
  const spans: Span[] = [];
  const open: { readonly name: string; readonly start: number }[] = [];
  for (const { index, 0: tag } of text.matchAll(/<\/?[A-Za-z][^<>]*>/gu)) {
    const name = /[^\s<>/]+/u.exec(tag)![0];
    const end = index + tag.length;
    if (!tag.startsWith("</")) {
      if (tag.endsWith("/>")) spans.push({ start: index, end });
      else open.push({ name, start: index });
      continue;
    }
    const from = open.findLastIndex((other) => other.name === name);
    if (from === -1) continue;
    const { start } = open[from]!;
    open.length = from;
    if (open.length > 0) spans.push({ start, end });
  }
  return spans;
}
