import { isWhiteSpace, trimmedStart } from "./white-space.js";

/**
 * Words after which a full stop does not end a sentence: the common English ones of titles, references, months,
 * companies and Latin shorthand (the classes that Kiss and Strunk 2006, "Unsupervised multilingual sentence boundary
 * detection", list).
 */
const abbreviations = new Set(
  (
    "mr mrs ms dr prof st sr jr rev hon gen col capt lt sgt maj adm gov sen rep pres vs v viz cf ca e.g i.e eg ie " +
    "al et etc fig figs eq eqs no nos vol vols p pp ch sec secs art para ed eds trans approx dept est univ assn " +
    "bros inc ltd co corp llc jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri " +
    "sat sun a.m p.m u.s u.k u.n d.c ph.d b.c a.d ave blvd rd mt ft lit resp incl excl max min ver rel z.b d.h u.a " +
    "bzw usw nr bspw"
  ).split(" "),
);

const longestAbbreviation = 6;

/**
 * Where sentences begin in `[start, end)`, without the first: positions after the white space that follows a sentence
 * end. A hand-made scan, since `Intl.Segmenter` is many times slower and does not know abbreviations.
 */
export function sentenceStarts(text: string, start: number, end: number): number[] {
  const starts: number[] = [];
  let at = start;
  while (at < end) {
    const unit = text.charCodeAt(at);
    if (
      unit !== 0x2e &&
      unit !== 0x21 &&
      unit !== 0x3f &&
      unit !== 0x2026 &&
      unit !== 0x3002 &&
      unit !== 0xff01 &&
      unit !== 0xff1f
    ) {
      at += 1;
      continue;
    }
    let after = at + 1;
    while (after < end && isTerminator(text.charCodeAt(after))) after += 1;
    const single = after === at + 1 && unit === 0x2e;
    while (after < end && isCloser(text.charCodeAt(after))) after += 1;
    const wide = unit === 0x3002 || unit === 0xff01 || unit === 0xff1f;
    const next = trimmedStart(text, after, end);
    if (
      next < end &&
      (wide || next > after) &&
      !(wide ? false : continues(text, next)) &&
      !(single && isAbbreviated(text, start, at))
    )
      starts.push(next);
    at = Math.max(next, at + 1);
  }
  return starts;
}

function isTerminator(unit: number): boolean {
  return (
    unit === 0x2e ||
    unit === 0x21 ||
    unit === 0x3f ||
    unit === 0x2026 ||
    unit === 0x3002 ||
    unit === 0xff01 ||
    unit === 0xff1f
  );
}

/** Quotes, brackets, emphasis and reference marks that close after a full stop. */
function isCloser(unit: number): boolean {
  return (
    unit === 0x22 ||
    unit === 0x27 ||
    unit === 0x29 ||
    unit === 0x5d ||
    unit === 0x7d ||
    unit === 0x2019 ||
    unit === 0x201d ||
    unit === 0xbb ||
    unit === 0x2a ||
    unit === 0x5f ||
    unit === 0x300d ||
    unit === 0x300f
  );
}

/** A sentence does not begin with a lower-case letter or with punctuation that joins. */
function continues(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 128)
    return (unit >= 97 && unit <= 122) || unit === 0x2c || unit === 0x3b || unit === 0x3a || unit === 0x29;
  const character = text[at]!;
  return character !== character.toUpperCase() && character === character.toLowerCase();
}

function isAbbreviated(text: string, from: number, stop: number): boolean {
  let end = stop;
  if (end > from && text.charCodeAt(end - 1) === 32) end -= 1;
  let start = end;
  while (start > from && end - start <= longestAbbreviation && isWordUnit(text.charCodeAt(start - 1))) start -= 1;
  const length = end - start;
  if (length === 0 || length > longestAbbreviation) return false;
  const first = text.charCodeAt(start);
  if (length === 1)
    return (
      (first >= 65 && first <= 90 && first !== 0x49) ||
      (first >= 97 && first <= 122) ||
      (isDigit(first) && beginsLine(text, from, start))
    );
  if (isDigit(first)) return length <= 3 && beginsLine(text, from, start) && allDigits(text, start, end);
  return abbreviations.has(text.slice(start, end).toLowerCase());
}

function beginsLine(text: string, from: number, at: number): boolean {
  let before = at;
  while (before > from && isWhiteSpace(text.charCodeAt(before - 1))) {
    if (text.charCodeAt(before - 1) === 10) return true;
    before -= 1;
  }
  return before === from;
}

function allDigits(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isWordUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || isDigit(unit) || unit === 0x2e || unit >= 0xc0;
}
