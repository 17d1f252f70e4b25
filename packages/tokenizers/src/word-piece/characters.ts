import { isLater } from "./later-characters.js";

/** Ends a word; emits nothing. */
export const spaceCode = -1;
/** Belongs to no token and ends no word. */
export const droppedCode = -2;
/** Becomes several code units, or is half of a surrogate pair: see {@link expansionOf}. */
export const complexCode = -3;
/** Not looked at yet. */
export const unseenCode = -4;
/** At or below: a word by itself. The unit is `aloneCode - code`. */
export const aloneCode = -16;

const dropped = /^[\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u;
const mark = /^\p{Mn}$/u;
const punctuation = /^\p{P}$/u;
/** Characters that later versions of Unicode moved to another class, with the class that the reference has for them. */
const movedMarks = new Set([0x1734, 0x1171e]);
const movedPunctuation = new Set([0x166d, 0x111c9]);
const space = /^\s$/u;

/**
 * Uncased BERT's form of one code point: a list of {@link spaceCode}, {@link droppedCode} and UTF-16 code units of
 * words.
 *
 * Order of steps as in Devlin et al. 2018, `tokenization.py`: clean, set ideographs apart, decompose and drop marks,
 * lower-case, set punctuation apart.
 */
export function expansionOf(codePoint: number): readonly number[] {
  if (codePoint === 9 || codePoint === 10 || codePoint === 13) return [spaceCode];
  const character = String.fromCodePoint(codePoint);
  if (codePoint === 0 || codePoint === 0xfffd || (dropped.test(character) && !isLater(codePoint))) return [droppedCode];
  if (space.test(character)) return [spaceCode];
  const codes: number[] = [];
  const ideograph = isIdeograph(codePoint);
  if (ideograph) codes.push(spaceCode);
  for (const part of character.normalize("NFD")) {
    if (isMark(part)) continue;
    for (const lower of part.toLowerCase()) {
      if (lower !== part && isMark(lower)) continue;
      const alone = isPunctuation(lower);
      if (alone) codes.push(spaceCode);
      for (let at = 0; at < lower.length; at += 1) codes.push(lower.charCodeAt(at));
      if (alone) codes.push(spaceCode);
    }
  }
  if (ideograph) codes.push(spaceCode);
  return codes.length === 0 ? [droppedCode] : codes;
}

/** The code of one UTF-16 code unit that is no surrogate. */
export function codeOf(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return complexCode;
  const codes = expansionOf(unit);
  if (codes.length === 1) return codes[0]!;
  if (codes.length === 3 && codes[0] === spaceCode && codes[2] === spaceCode) return aloneCode - codes[1]!;
  return complexCode;
}

function isPunctuation(character: string): boolean {
  const code = character.codePointAt(0)!;
  if (code < 128)
    return (
      (code >= 33 && code <= 47) ||
      (code >= 58 && code <= 64) ||
      (code >= 91 && code <= 96) ||
      (code >= 123 && code <= 126)
    );
  return movedPunctuation.has(code) || (punctuation.test(character) && !isLater(code));
}

function isMark(character: string): boolean {
  const code = character.codePointAt(0)!;
  return movedMarks.has(code) || (mark.test(character) && !isLater(code) && !movedPunctuation.has(code));
}

function isIdeograph(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x2a6df) ||
    (code >= 0x2a700 && code <= 0x2b73f) ||
    (code >= 0x2b740 && code <= 0x2b81f) ||
    (code >= 0x2b920 && code <= 0x2ceaf) ||
    (code >= 0x2f800 && code <= 0x2fa1f)
  );
}
