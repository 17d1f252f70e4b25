import { baseUnit } from "./base-unit.js";

/** How a number limits what it counts. */
type Bound = "<" | "<=" | ">" | ">=";

/** A number of a text with the thing it counts. */
export interface NumberMention {
  readonly value: number;
  /** `%`, a currency, or a unit of measure in its common form; `null` if there is none. */
  readonly unit: string | null;
  /** `<`: the number itself is excluded ("less than 5"); `<=`: it is the last ("at most 5"); `null`: neither is said. */
  readonly bound: Bound | null;
  /** The two numbers of what may be a ratio or a time of day. */
  readonly ratio?: readonly number[];
  readonly start: number;
  readonly end: number;
}

/** Words that count up by steps. */
function counting(words: string, first: number, step = 1): Record<string, number> {
  return Object.fromEntries(words.split(" ").map((word, at) => [word, first + at * step]));
}

const small: Readonly<Record<string, number>> = {
  ...counting(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
      "eighteen nineteen",
    0,
  ),
  ...counting("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
};
const ordinals: Readonly<Record<string, number>> = counting(
  "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth " +
    "seventeenth eighteenth nineteenth twentieth",
  3,
);
const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  k: 1e3,
  bn: 1e9,
  mn: 1e6,
  tn: 1e12,
  lakh: 1e5,
  crore: 1e7,
  dozen: 12,
};
const fractions: Readonly<Record<string, number>> = { "½": 0.5, "¼": 0.25, "¾": 0.75 };

/** Units of measure by every common way to write them. */
const units: ReadonlyMap<string, string> = new Map(
  (
    [
      ["%", "percent percentage pct"],
      ["s", "second seconds sec secs s"],
      ["min", "minute minutes mins"],
      ["h", "hour hours hr hrs h"],
      ["day", "day days"],
      ["week", "week weeks"],
      ["month", "month months"],
      ["year", "year years yr yrs"],
      ["m", "metre metres meter meters m"],
      ["km", "kilometre kilometres kilometer kilometers km"],
      ["cm", "centimetre centimetres centimeter centimeters cm"],
      ["mm", "millimetre millimetres millimeter millimeters mm"],
      ["mi", "mile miles mi"],
      ["ft", "foot feet ft"],
      ["in", "inch inches"],
      ["yd", "yard yards yd yds"],
      ["kg", "kilogram kilograms kilo kilos kg"],
      ["g", "gram grams g"],
      ["mg", "milligram milligrams mg"],
      ["lb", "pound pounds lb lbs"],
      ["t", "tonne tonnes ton tons"],
      ["l", "litre litres liter liters l"],
      ["ml", "millilitre milliliter ml cm3 cm³"],
      ["m2", "m2 m²"],
      ["m3", "m3 m³"],
      ["bit", "bit bits"],
      ["b", "byte bytes"],
      ["character", "character characters char chars"],
      ["kb", "kilobyte kilobytes kb"],
      ["mb", "megabyte megabytes mb"],
      ["gb", "gigabyte gigabytes gb"],
      ["tb", "terabyte terabytes tb"],
      ["kib", "kib"],
      ["mib", "mib"],
      ["gib", "gib"],
      ["tib", "tib"],
      ["ms", "millisecond milliseconds ms"],
      ["$", "dollar dollars usd"],
      ["€", "euro euros eur"],
      ["£", "gbp"],
      ["ha", "hectare hectares ha"],
      ["acre", "acre acres"],
      ["w", "watt watts"],
      ["kw", "kilowatt kilowatts kw"],
      ["mw", "megawatt megawatts mw"],
      ["v", "volt volts"],
      ["hz", "hertz hz"],
      ["c", "celsius °c"],
      ["f", "fahrenheit °f"],
    ] as const
  ).flatMap(([unit, names]) => names.split(" ").map((name) => [name, unit] as const)),
);

const wordNumber =
  "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const ordinalWord = Object.keys(ordinals).join("|");
const scaleWord = "hundred|thousand|million|billion|trillion|lakh|crore";
const pattern = new RegExp(
  String.raw`(?<currency>[$€£¥]\s?)?(?<sign>(?<![\p{L}\p{N}%)])[-−](?=\d))?(?:(?<![\p{L}_]|\d\.)(?<digits>\d+(?:[,  '’](?=\d{3}(?!\d))\d{3})*(?:\.\d+)?(?!\.\d)|(?<!\d)\.\d+)(?<half>[½¼¾])?(?<ord>(?:st|nd|rd|th)(?![\p{L}]))?|(?<fraction>[½¼¾])|(?<![\p{L}\p{N}])(?<words>(?:${wordNumber}|${scaleWord})(?:(?:[-\s]+(?:and\s+)?)(?:${wordNumber}|${scaleWord}|${ordinalWord}))*|${ordinalWord})(?![\p{L}]))` +
    String.raw`(?:\s?(?<scale>${scaleWord}|bn|mn|tn|k)(?![\p{L}]))?(?:(?=[\s-]?(?<unit>%|°[CF](?!\p{L})|c?m[23²³](?![\p{L}\p{N}])|[\p{L}]+))|)`,
  "giu",
);

function wordsToNumber(text: string): number | null {
  let total = 0;
  let current = 0;
  let seen = false;
  for (const word of text.toLowerCase().split(/[-\s]+/u)) {
    if (word === "and" || word === "") continue;
    const value = small[word] ?? ordinals[word];
    if (value !== undefined) current += value;
    else {
      const scale = scales[word];
      if (scale === undefined) return null;
      if (scale === 100) current = (current === 0 ? 1 : current) * 100;
      else {
        total += (current === 0 ? 1 : current) * scale;
        current = 0;
      }
    }
    seen = true;
  }
  return seen ? total + current : null;
}

/** Words that say how often or how many times as much. "Half", "once" and "single" have too many other meanings. */
const multiples: Readonly<Record<string, number>> = {
  double: 2,
  doubled: 2,
  twice: 2,
  twofold: 2,
  triple: 3,
  tripled: 3,
  thrice: 3,
  quadruple: 4,
};
const multiple = /(?<![\p{L}\p{N}])(?:doubled?|twice|twofold|tripled?|thrice|quadruple)(?![\p{L}\p{N}])/giu;
/** "once per row", "once for every row": a count, where "once" alone is a conjunction as often. */
const oneTime = /(?<![\p{L}\p{N}])once(?=\s+(?:per|every|each|for (?:each|every)|an?|only)(?![\p{L}]))/giu;

const unitNames =
  "(millisecond|second|minute|hour|day|week|month|year|mile|metre|meter|dollar|kilogram|gram|litre|liter|euro)";
const halfUnit = new RegExp(String.raw`(?<![\p{L}\p{N}])half(?:[ -]an?)?[ -]${unitNames}(?![\p{L}])`, "giu");
const oneUnit = new RegExp(
  String.raw`(?<![\p{L}\p{N}]|half[ -])(?:an?|every|each|per)[ -]${unitNames}(?![\p{L}])`,
  "giu",
);
const parts: Readonly<Record<string, number>> = { half: 2, halve: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 };
const partWord = "(?<part>half|halves|thirds?|quarters?|fifths?|tenths?)";
/** What precedes a half of a time or a place. */
const halfOfOrder = "(?:first|second|last|latter|other|top|bottom|upper|lower|left|right|better) ";
/** "Half of", "two thirds", "2/3 of": a share; "the third of the month" is none. */
const share = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:(?<count>an?|one|two|three|four|nine|\d)[ -]${partWord}|(?<!${halfOfOrder})(?<bare>half))(?= (?:of|the|majority|an?(?! ${unitNames}))(?![\p{L}]))|(?<many>two|three|four|nine|\d)[ -]${partWord.replace("<part>", "<parts>")}(?![\p{L}])|(?<top>[1-9])/(?<bottom>[2-9]|10)(?= (?:of|majority)(?![\p{L}])))`,
  "giu",
);
const looseShare = /(?<![\p{L}\p{N}])(?:half|halves|thirds?|quarters?|fifths?|tenths?)(?![\p{L}])/giu;
/** "One and a half hours", "an hour and a half". */
const andHalf = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?<count>${wordNumber}|\d+) and a half[ -]${unitNames.replace("(", "(?<unit>")}s?|(?:an?|one) ${unitNames.replace("(", "(?<after>")} and a half)(?![\p{L}])`,
  "giu",
);
/** "9 am", "3:30 p.m.", "15:30". */
const clock =
  /(?<![\d:.,])(?:(?<hour>1[0-2]|0?[1-9])(?:[:.](?<minute>[0-5]\d))?\s?(?<half>[ap])\.?m(?![\p{L}])|(?<hours>[01]?\d|2[0-3]):(?<minutes>[0-5]\d)(?![\d:]))/giu;

/** What precedes a time of day: elsewhere "1:20" is a ratio as often. */
const beforeTime = /(?<![\p{L}\p{N}])(?:at|from|until|till|by|since|before|after|between)\s+$/iu;

/** Shares, halves after whole numbers, and times of day: numbers that take several words. */
function compoundNumbers(text: string): NumberMention[] {
  const mention = (match: RegExpExecArray, value: number, unit: string | null): NumberMention => ({
    value,
    unit,
    bound: boundBefore(text, match.index),
    start: match.index,
    end: match.index + match[0].length,
  });
  const count = (word: string | undefined): number =>
    word === undefined || /^an?$/iu.test(word) ? 1 : (small[word.toLowerCase()] ?? Number(word));
  return [
    ...[...text.matchAll(share)].map((match) => {
      const { count: one, part, bare, many, parts: several, top, bottom } = match.groups ?? {};
      const word = (part ?? bare ?? several ?? "").toLowerCase();
      const divisor = bottom === undefined ? parts[word.replace(/ves$/u, "ve").replace(/s$/u, "")]! : Number(bottom);
      return mention(match, (100 * count(top ?? many ?? one)) / divisor, "%");
    }),
    ...[...text.matchAll(andHalf)].map((match) => {
      const { count: whole, unit, after } = match.groups ?? {};
      return mention(match, count(whole) + 0.5, units.get((unit ?? after)!.toLowerCase()) ?? null);
    }),
    ...[...text.matchAll(clock)].map((match) => {
      const { hour, minute, half, hours, minutes } = match.groups ?? {};
      const isTime = hour !== undefined || beforeTime.test(text.slice(0, match.index).slice(-longestBound));
      const value =
        hour === undefined
          ? Number(hours) * 60 + Number(minutes)
          : ((Number(hour) % 12) + (half!.toLowerCase() === "p" ? 12 : 0)) * 60 + Number(minute ?? 0);
      const clocked = mention(match, value, "clock");
      return isTime ? clocked : { ...clocked, ratio: [Number(hours), Number(minutes)] };
    }),
  ];
}

/** A list of two to five parts: commas, then "and" or "or". */
const enumeration = /(?:[^,.;:!?\n]+, ){0,3}[^,.;:!?\n]+?,? (?:and|or) [^,.;:!?\n]+/giu;

/**
 * Numbers that a text says without number words: "a day" is one, and a text without any numbers counts what it
 * enumerates ("by mail and by phone" are two ways).
 */
export function impliedNumbers(text: string): NumberMention[] {
  const found = [...text.matchAll(oneUnit)].map(({ index, 0: written, 1: name }): NumberMention => {
    const unit = units.get(name!.toLowerCase()) ?? null;
    return { value: 1, unit, bound: null, start: index, end: index + written.length };
  });
  for (const { index, 0: written } of text.matchAll(looseShare)) {
    const value = 100 / parts[written.toLowerCase().replace(/ves$/u, "ve").replace(/s$/u, "")]!;
    found.push({ value, unit: "%", bound: null, start: index, end: index + written.length });
  }
  if (findNumbers(text).length > 0) return found;
  for (const { index, 0: written } of text.matchAll(enumeration)) {
    const value = written.split(/,? (?:and|or) |, /iu).length;
    found.push({ value, unit: null, bound: null, start: index, end: index + written.length });
  }
  return found;
}

const bounds: readonly (readonly [RegExp, Bound])[] = [
  [
    /\b(?:at most|no more than|not more than|up to|maximum of|not exceed(?:ing)?|no longer than|no later than)\s+(?:an?\s+)?$/iu,
    "<=",
  ],
  [/\b(?:(?:less|fewer|shorter|smaller|lower|younger|earlier) than|under|below)\s+(?:an?\s+)?$/iu, "<"],
  [/\b(?:at least|no less than|no fewer than|not less than|minimum of|no earlier than)\s+(?:an?\s+)?$/iu, ">="],
  [/\b(?:(?:more|greater|longer|larger|higher|older|later) than|exceed(?:s|ing)?|above)\s+(?:an?\s+)?$/iu, ">"],
];
const longestBound = 24;

/** The limit that the words before a number make of it. */
function boundBefore(text: string, start: number): Bound | null {
  const before = text.slice(Math.max(0, start - longestBound), start);
  const bound = bounds.find(([pattern]) => pattern.test(before))?.[1] ?? null;
  // "No later than 5 days before it" is at least 5 days.
  if (/\b(?:later|earlier) than\s+$/iu.test(before) && /^\S+ \p{L}+ (?:before|prior|ahead)\b/iu.test(text.slice(start)))
    return bound === null ? null : reversed[bound];
  return bound;
}

const after = (words: string): RegExp =>
  new RegExp(String.raw`^(?:[\s-]\p{L}+){0,2}?,? (?:and|or) (?:${words})(?! than)(?![\p{L}])`, "iu");
/** "13 and under", "5 users or more". */
const boundsAfter: readonly (readonly [RegExp, Bound])[] = [
  [after("under|below|younger|fewer|less|lower|shorter|smaller"), "<="],
  [after("over|above|older|more|up|higher|longer|larger|greater"), ">="],
];
const longestBoundAfter = 40;

/** The limit that the words after a number make of it. */
function boundAfter(text: string, end: number): Bound | null {
  const words = text.slice(end, end + longestBoundAfter);
  return boundsAfter.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

const reversed: Readonly<Record<Bound, Bound>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/**
 * Numbers of a text in figures and words, with separators, scale words, percent, currency and unit. A range (`5-10`) is
 * two numbers; with `times`, a time of day is one, in minutes. The bare word "one" is a pronoun as often as a number: it counts only before a unit or a scale.
 */
export function findNumbers(text: string, { times = true }: { readonly times?: boolean } = {}): NumberMention[] {
  const found: NumberMention[] = [];
  for (const match of text.matchAll(pattern)) {
    const groups = match.groups ?? {};
    const digits = groups["digits"];
    const spelled = groups["words"];
    let value: number | null;
    if (digits !== undefined) value = Number(digits.replace(/[,  '’]/gu, "")) + (fractions[groups["half"] ?? ""] ?? 0);
    else if (groups["fraction"] !== undefined) value = fractions[groups["fraction"]] ?? null;
    else value = spelled === undefined ? null : wordsToNumber(spelled);
    if (value === null || Number.isNaN(value)) continue;
    const end = match.index + match[0].length;
    const scale = groups["scale"];
    if (scale !== undefined) value *= scales[scale.toLowerCase()] ?? 1;
    // "$5M": capitals only, since "5 m" are metres.
    else if (groups["currency"] !== undefined)
      value *= { M: 1e6, B: 1e9 }[/^[MB](?!\p{L})/u.exec(text.slice(end, end + 2))?.[0] ?? ""] ?? 1;
    if (groups["sign"] !== undefined) value = -value;
    const unitWord = groups["unit"];
    const unit =
      unitWord === "%"
        ? "%"
        : (groups["currency"]?.trim() ??
          (workingDays.test(text.slice(end, end + longestUnit)) ? "working day" : unitOf(unitWord, text[end])));
    if (spelled?.toLowerCase() === "one" && unit === null && scale === undefined) continue;
    if (
      spelled !== undefined &&
      /^(?:hundred|thousand|million|billion|trillion)$/iu.test(spelled) &&
      !/\b(?:a|an|one)\s$/iu.test(text.slice(0, match.index))
    ) {
      if (/^s/iu.test(text.slice(match.index + spelled.length))) continue;
    }
    found.push({
      value,
      unit,
      bound: boundBefore(text, match.index) ?? boundAfter(text, end),
      start: match.index,
      end,
    });
  }
  for (const match of [...text.matchAll(multiple), ...text.matchAll(oneTime)]) {
    const value = multiples[match[0].toLowerCase()] ?? 1;
    found.push({ value, unit: null, bound: null, start: match.index, end: match.index + match[0].length });
  }
  for (const match of text.matchAll(halfUnit)) {
    const unit = units.get(match[1]!.toLowerCase()) ?? null;
    found.push({ value: 0.5, unit, bound: null, start: match.index, end: match.index + match[0].length });
  }
  const compound = compoundNumbers(text).filter(({ unit }) => times || unit !== "clock");
  return [
    ...found.filter((one) => !compound.some((other) => one.start < other.end && other.start < one.end)),
    ...compound,
  ].sort((left, right) => left.start - right.start);
}

/** Days of a week without its weekend are no days of the calendar. */
const workingDays = /^[\s-](?:business|working|work)[\s-]days?(?![\p{L}])/iu;
const longestUnit = 20;

/** A unit by its name; single letters are units after a space, in lower case. */
function unitOf(word: string | undefined, gap: string | undefined): string | null {
  if (word === undefined || (word.length === 1 && (gap !== " " || word !== word.toLowerCase()))) return null;
  return units.get(word.toLowerCase()) ?? null;
}

/**
 * Whether a number of a claim is the number of a quote: equal values but for rounding of the arithmetic, units and
 * limits not at odds. "At most 7" is "fewer than 8".
 */
function sameNumber(claim: NumberMention, quote: NumberMention): boolean {
  const converted = inUnitOf(claim, quote);
  if (converted !== null) return isClose(converted, quote.value) && !boundsDiffer(claim.bound, quote.bound);
  if (claim.unit !== quote.unit && claim.unit !== null && quote.unit !== null) return isAboutSame(claim, quote);
  if (isHourOf(claim, quote) || isHourOf(quote, claim)) return true;
  if (isClose(claim.value, quote.value)) return !boundsDiffer(claim.bound, quote.bound);
  return (
    (quote.bound === "<" && claim.bound === "<=" && isClose(claim.value, quote.value - 1)) ||
    (quote.bound === "<=" && claim.bound === "<" && isClose(claim.value, quote.value + 1)) ||
    (quote.bound === ">" && claim.bound === ">=" && isClose(claim.value, quote.value + 1)) ||
    (quote.bound === ">=" && claim.bound === ">" && isClose(claim.value, quote.value - 1))
  );
}

/** The claim's value in the quote's unit, if the units differ and convert exactly: 30 minutes are half an hour. */
function inUnitOf(claim: NumberMention, quote: NumberMention): number | null {
  if (claim.unit === null || quote.unit === null || claim.unit === quote.unit) return null;
  const [from, to] = [baseUnit(claim.unit), baseUnit(quote.unit)];
  return from === undefined || to === undefined || from[0] !== to[0] ? null : (claim.value * from[1]) / to[1];
}

/** Whether a number of a claim is among those of its evidence; "1:20" also as the two numbers 1 and 20. */
export function isNumberIn(
  claim: NumberMention,
  evidence: readonly NumberMention[],
  { reversed: isReversed = false }: { readonly reversed?: boolean } = {},
): boolean {
  const known = evidence.flatMap((one) => [one, ...numbersOfRatio(one)]);
  const isKnown = (number: NumberMention): boolean =>
    known.some(
      (other) =>
        sameNumber(number, other) ||
        (isReversed &&
          complement(number.bound) === other.bound &&
          sameNumber({ ...number, bound: other.bound }, other)),
    );
  const numbers = numbersOfRatio(claim);
  return isKnown(claim) || (numbers.length > 0 && numbers.every((number) => isKnown(number)));
}

/** "Needs at least 3" for "fewer than 3 are not enough". */
function complement(bound: Bound | null): Bound | undefined {
  return bound === null ? undefined : ({ "<": ">=", "<=": ">", ">": "<=", ">=": "<" } as const)[bound];
}

function numbersOfRatio({ ratio = [], start, end }: NumberMention): NumberMention[] {
  return ratio.map((value) => ({ value, unit: null, bound: null, start, end }));
}

const days: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** Months of 30 days and years of 365, as people convert them. */
function isAboutSame(claim: NumberMention, quote: NumberMention): boolean {
  const [from, to] = [days[claim.unit ?? ""], days[quote.unit ?? ""]];
  return from !== undefined && to !== undefined && claim.value * from === quote.value * to;
}

/** "From 9 to 5" for "9 am to 5 pm". */
function isHourOf(hour: NumberMention, time: NumberMention): boolean {
  return hour.unit === null && time.unit === "clock" && [0, 720].includes(time.value - hour.value * 60);
}

function isClose(left: number, right: number): boolean {
  return Math.abs(left - right) <= Math.abs(right) * 1e-12;
}

/** Whether limits exclude each other, or the claim includes what the quote excludes. */
function boundsDiffer(claim: Bound | null, quote: Bound | null): boolean {
  if (claim === null || quote === null) return false;
  return claim[0] !== quote[0] || (claim.length === 2 && quote.length === 1);
}

const dimensions: readonly ReadonlySet<string>[] = [
  "ms s min h day week month year",
  "mm cm m km mi ft in yd",
  "bit b character kb mb gb tb",
  "mg g kg lb t",
].map((list) => new Set(list.split(" ")));

/** Units that a text names without a number: "the time in milliseconds". */
function namedUnits(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(/\b(?:in|as|of|per|every|each|number of)\s+(\p{Ll}{2,})/gu)) {
    const unit = units.get(match[1]!);
    if (unit !== undefined) found.add(unit);
  }
  for (const match of text.matchAll(/\b(?:hour|dai|week|month|year)ly\b/giu))
    found.add(units.get(match[0].toLowerCase().replace("daily", "day").replace("ly", ""))!);
  return found;
}

/** Whether a claim names a unit ("in seconds") where its evidence names only others of the same dimension. */
export function unitDiffers(claim: string, evidence: string): boolean {
  const claimed = namedUnits(claim);
  if (claimed.size === 0) return false;
  const known = namedUnits(evidence);
  return [...claimed].some(
    (unit) =>
      !known.has(unit) &&
      dimensions.some((dimension) => dimension.has(unit) && [...known].some((other) => dimension.has(other))),
  );
}
