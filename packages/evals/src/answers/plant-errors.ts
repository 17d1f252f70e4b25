import { pick } from "./random.js";
import { namesOf } from "./swap-terms.js";

/** A claim with one error put in, and what kind it is. */
export interface Planted {
  readonly kind: "number" | "date" | "name" | "negation" | "direction" | "exchange";
  readonly claim: string;
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const numberWords = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty"];
const directions: readonly (readonly [string, string])[] = [
  ["more", "less"],
  ["increased", "decreased"],
  ["higher", "lower"],
  ["before", "after"],
  ["largest", "smallest"],
  ["above", "below"],
  ["rose", "fell"],
  ["most", "least"],
  ["northern", "southern"],
  ["eastern", "western"],
  ["won", "lost"],
];

function splice(text: string, at: number, length: number, replacement: string): string {
  return text.slice(0, at) + replacement + text.slice(at + length);
}

/** Every kind of error that the sentence has a place for, one of each. */
export function plantErrors(
  sentence: string,
  own: string,
  foreignNames: readonly string[],
  next: () => number,
): Planted[] {
  const claims: readonly (readonly [Planted["kind"], string | null])[] = [
    ["date", changeDate(sentence, next)],
    ["number", changeNumber(sentence, next)],
    ["name", changeName(sentence, own, foreignNames, next)],
    ["negation", negate(sentence)],
    ["direction", turn(sentence)],
    ["exchange", exchange(sentence, next)],
  ];
  return claims.flatMap(([kind, claim]) => (claim === null ? [] : [{ kind, claim }]));
}

function changeDate(sentence: string, next: () => number): string | null {
  const year = pick([...sentence.matchAll(/(?<![\d,.$€£-])(?:1[0-9]\d\d|20[0-2]\d)(?![\d,.]\d|\d|%)/gu)], next);
  if (year !== undefined) {
    const changed = String(Number(year[0]) + (next() < 0.5 ? -1 : 1) * (1 + Math.floor(next() * 20)));
    return sentence.includes(changed) ? null : splice(sentence, year.index, 4, changed);
  }
  const month = pick([...sentence.matchAll(new RegExp(String.raw`\b(?:${months.join("|")})(?= \d)`, "gu"))], next);
  const other = pick(
    months.filter((name) => !sentence.includes(name)),
    next,
  );
  return month === undefined || other === undefined ? null : splice(sentence, month.index, month[0].length, other);
}

function changeNumber(sentence: string, next: () => number): string | null {
  const number = pick(
    [...sentence.matchAll(/(?<![\d,.\p{L}-])\d+(?:,\d{3})*(?:\.\d+)?(?![\d\p{L}-]|[,.]\d)/gu)].filter(
      (match) => !/^(?:1[0-9]\d\d|20[0-2]\d)$/u.test(match[0]),
    ),
    next,
  );
  const word = pick([...sentence.matchAll(new RegExp(String.raw`\b(?:${numberWords.join("|")})\b`, "gu"))], next);
  if (number !== undefined) {
    const changed = changeDigit(number[0], next);
    const isOther = Number(changed.replaceAll(",", "")) !== Number(number[0].replaceAll(",", ""));
    return isOther && !sentence.includes(changed) ? splice(sentence, number.index, number[0].length, changed) : null;
  }
  if (word === undefined) return null;
  const other = pick(
    numberWords.filter((name) => !new RegExp(String.raw`\b${name}\b`, "u").test(sentence)),
    next,
  );
  return other === undefined ? null : splice(sentence, word.index, word[0].length, other);
}

function changeDigit(digits: string, next: () => number): string {
  const at = Math.floor(next() * digits.replaceAll(/[,.]/gu, "").length);
  const place = Array.from(digits).flatMap((char, index) => (/\d/u.test(char) ? [index] : []))[at] ?? 0;
  return splice(digits, place, 1, String((Number(digits[place]) + 1 + Math.floor(next() * 8)) % 10 || 1));
}

function changeName(sentence: string, own: string, foreignNames: readonly string[], next: () => number): string | null {
  const name = pick([...new Set(namesOf(sentence))], next);
  const foreign = pick(foreignNames, next);
  if (name === undefined || foreign === undefined || foreign.split(" ").some((part) => own.includes(part))) return null;
  return splice(sentence, sentence.lastIndexOf(` ${name}`) + 1, name.length, foreign);
}

/** Puts a "not" in, or takes it out. */
function negate(sentence: string): string | null {
  const denied = /\b(is|was|are|were|has|had|have|can|could|will|would|should|did) not\b/u.exec(sentence);
  if (denied !== null) return splice(sentence, denied.index, denied[0].length, denied[1] ?? "");
  const auxiliary = /(?<=[\p{L},)] )(?:is|was|are|were|can|could|will|would)(?= [\p{Ll}])/u.exec(sentence);
  if (auxiliary === null || /\b(?:not|no|never|none|neither|nor|without)\b|n't\b/iu.test(sentence)) return null;
  return splice(sentence, auxiliary.index, auxiliary[0].length, `${auxiliary[0]} not`);
}

/** Turns a comparison or a direction into its opposite. */
function turn(sentence: string): string | null {
  for (const [from, to] of directions.flatMap(
    ([left, right]) =>
      [
        [left, right],
        [right, left],
      ] as const,
  )) {
    const match = new RegExp(String.raw`\b${from}\b`, "u").exec(sentence);
    if (match === null || new RegExp(String.raw`\b${to}\b`, "u").test(sentence)) continue;
    return splice(sentence, match.index, from.length, to);
  }
  return null;
}

/**
 * Puts two values of one kind in each other's place: two years, or two numbers before the same word. Not the two ends
 * of a range or a list.
 */
function exchange(sentence: string, next: () => number): string | null {
  const values = [
    ...sentence.matchAll(
      /(?<![\d,.\p{L}-])(?<value>\d+(?:,\d{3})*(?:\.\d+)?)(?![\d\p{L}]|[,.]\d)(?=[\s-]?(?<unit>%|\p{L}+)?)/gu,
    ),
  ].map(({ 0: text, index, groups }) => ({
    text,
    index,
    kind: /^(?:1[0-9]\d\d|20[0-2]\d)$/u.test(text) ? "year" : (groups?.["unit"] ?? ""),
  }));
  const pairs = values.flatMap((left, at) =>
    values
      .slice(at + 1)
      .filter(
        (right) =>
          right.kind === left.kind &&
          right.text !== left.text &&
          /\p{L}{4}/u.test(sentence.slice(left.index + left.text.length, right.index)),
      )
      .map((right) => ({ left, right })),
  );
  const pair = pick(pairs, next);
  return pair === undefined
    ? null
    : splice(
        splice(sentence, pair.right.index, pair.right.text.length, pair.left.text),
        pair.left.index,
        pair.left.text.length,
        pair.right.text,
      );
}

const spelled: Readonly<Record<string, string>> = {
  "2": "two",
  "3": "three",
  "4": "four",
  "5": "five",
  "6": "six",
  "7": "seven",
  "8": "eight",
  "9": "nine",
  "10": "ten",
  "12": "twelve",
  "20": "twenty",
};

/**
 * The same statement written otherwise: figures as words and back, other date forms, no brackets, another order. `null`
 * when nothing could be changed.
 */
export function restate(sentence: string): string | null {
  let text = sentence
    .replaceAll(
      /(?<![\d,.$€£%\p{L}-])(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)(?= \p{Ll}{3})/gu,
      (word: string) => spelled[word] ?? Object.entries(spelled).find(([, name]) => name === word)?.[0] ?? word,
    )
    .replaceAll(/(\d)(%| percent\b)/gu, (_, digit: string, sign: string) =>
      sign === "%" ? `${digit} percent` : `${digit}%`,
    )
    .replaceAll(
      /\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})/gu,
      "$2 $1 $3",
    )
    .replaceAll(/(\d) (million|billion)\b/gu, (match, digit: string, scale: string) =>
      /\d\.\d (?:million|billion)/u.test(sentence)
        ? match
        : `${digit}${scale === "million" ? ",000,000" : ",000,000,000"}`,
    )
    .replaceAll(/ \([^()]*\)/gu, "")
    .replaceAll(/[“”]/gu, '"')
    .replaceAll("–", "-");
  const opening = /^((?:In|On|By|During|After|Since|From|At) [^,]{3,40}), (\p{L})([^.]*)\.$/u.exec(text);
  if (opening !== null && !/\d,\d/u.test(opening[1] ?? "")) {
    const [, clause = "", first = "", rest = ""] = opening;
    const keepsCapital = /^\p{Lu}/u.test(first);
    text = `${keepsCapital ? first : first.toUpperCase()}${rest} ${clause.charAt(0).toLowerCase()}${clause.slice(1)}.`;
  }
  return text === sentence ? null : text;
}
