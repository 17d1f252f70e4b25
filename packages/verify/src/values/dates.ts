/** A date as far as the text gives it. */
export interface DateMention {
  readonly year: number | null;
  /** 1 to 12. */
  readonly month: number | null;
  readonly day: number | null;
  /** `1990s`: the year is the first of ten. */
  readonly decade: boolean;
  /** `19th century`: the year is the number of the century. */
  readonly century: boolean;
  readonly start: number;
  readonly end: number;
}

const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const month = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?`;
const year = String.raw`(?:1\d{3}|20\d{2}|21\d{2})`;
/** What follows a number that counts, and no year: units, and what documents count. */
const counted =
  "[kmgt]i?b|(?:byte|bit|pixel|minute|token|word|character|line|row|item|file|record|request|user|mile)s?|m?s|times|percent|dollars|euros|[km]?m|kg";
const patterns: readonly RegExp[] = [
  /(?<![\d-])(?<y>\d{4})-(?<m>0[1-9]|1[0-2])-(?<d>0[1-9]|[12]\d|3[01])(?!\d)/gu,
  new RegExp(
    String.raw`(?<![\p{L}\p{N}]|\p{L}-)(?<d>${day})(?:\s+of)?\s+(?<m>${month})(?:\s?,?\s+(?<y>${year}))?(?![\p{L}\p{N}])`,
    "giu",
  ),
  new RegExp(
    String.raw`(?<![\p{L}])(?<m>${month})\s+(?<d>${day})(?![\d.]\d|\d)(?:\s?,?\s+(?<y>${year}))?(?![\p{L}\p{N}])`,
    "giu",
  ),
  new RegExp(String.raw`(?<![\p{L}])(?<m>${month}),?\s+(?<y>${year})(?![\p{L}\p{N}])`, "giu"),
  /(?<!\d)(?<a>\d{1,2})[/.](?<b>\d{1,2})[/.](?<y>\d{4})(?!\d)/gu,
  /(?<c>\d{1,2})(?:st|nd|rd|th)[\s-]+centur(?:y|ies)/giu,
  new RegExp(
    String.raw`(?<![\d.,$€£#/-])(?<y>1\d{3}|20\d{2})(?<s>['’]?s)?(?![\d%]|[.,]\d|[\p{L}]|[\s-](?:${counted})(?![\p{L}]))`,
    "giu",
  ),
  /(?<=(?<![\d.,])(?:1\d{3}|20\d{2})\s?[-–—/]\s?)(?<y>1\d{3}|20\d{2})(?![\d%\p{L}]|[.,]\d)/gu,
];

function monthNumber(name: string): number {
  const key = name.toLowerCase().replace(".", "").slice(0, 3);
  return monthNames.findIndex((full) => full.startsWith(key)) + 1;
}

/** Dates, years, decades and centuries of a text, in order, not overlapping. */
export function findDates(text: string): DateMention[] {
  const found: DateMention[] = [];
  const free = (start: number, end: number): boolean => !found.some((other) => start < other.end && other.start < end);
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (!free(start, end)) continue;
      const groups = match.groups ?? {};
      const base = { year: null, month: null, day: null, decade: false, century: false, start, end };
      // "Platform 9 may be closed": months have a capital.
      if (/^(?:may|march)$/u.test(groups["m"] ?? "") && groups["y"] === undefined) continue;
      const yearGroup = groups["y"] === undefined ? null : Number(groups["y"]);
      if (groups["c"] !== undefined) found.push({ ...base, year: Number(groups["c"]), century: true });
      else if (groups["a"] !== undefined && groups["b"] !== undefined) {
        const a = Number(groups["a"]);
        const b = Number(groups["b"]);
        if (a > 31 || b > 31 || (a > 12 && b > 12)) continue;
        found.push({
          ...base,
          year: yearGroup,
          month: a > 12 ? b : b > 12 ? a : null,
          day: a > 12 ? a : b > 12 ? b : null,
        });
      } else {
        // "May" and "March" are words too: without a day or a year they are no date, which the patterns already ask
        // for.
        const m = groups["m"];
        found.push({
          ...base,
          year: yearGroup,
          month: m === undefined ? null : /^\d+$/u.test(m) ? Number(m) : monthNumber(m),
          day: groups["d"] === undefined ? null : Number.parseInt(groups["d"], 10),
          decade: groups["s"] !== undefined,
        });
      }
    }
  }
  found.push(...found.flatMap((date) => sharedMonth(text, date)));
  return found.sort((left, right) => left.start - right.start);
}

const joining = String.raw`\s?(?:,|and|or|to|[-–—])\s?(?:the )?`;
const dayBefore = new RegExp(String.raw`(?<![\p{N}.,/-])(?<d>${day})${joining}$`, "iu");
const dayAfter = new RegExp(
  String.raw`^${joining}(?<d>${day})(?![\p{L}\p{N}]|[.,:/]\d|\s(?:of )?${month}(?!\p{L}))`,
  "iu",
);

/** "24 and 25 December", "December 24 and 25": the day that has its month from the next one. */
function sharedMonth(text: string, date: DateMention): DateMention[] {
  if (date.month === null || date.day === null) return [];
  const isDayFirst = /^\d/u.test(text.slice(date.start, date.end));
  const match = isDayFirst
    ? dayBefore.exec(text.slice(Math.max(0, date.start - 16), date.start))
    : dayAfter.exec(text.slice(date.end, date.end + 16));
  if (match === null) return [];
  const written = match.groups!["d"]!;
  const start = isDayFirst ? date.start - match[0].length : date.end + match[0].length - written.length;
  return [{ ...date, day: Number.parseInt(written, 10), start, end: start + written.length }];
}

/** Whether a date of a claim is supported by a date of a quote: every part that the claim gives is there and equal. */
export function sameDate(claim: DateMention, quote: DateMention): boolean {
  if (claim.century !== quote.century || (claim.decade && !quote.decade)) return false;
  return agrees(claim.year, quote.year) && agrees(claim.month, quote.month) && agrees(claim.day, quote.day);
}

function agrees(claim: number | null, quote: number | null): boolean {
  return claim === null || claim === quote;
}
