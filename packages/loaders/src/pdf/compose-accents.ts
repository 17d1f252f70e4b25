import { type Run, withText } from "./run.js";

/** Spacing accents, which old fonts draw over the letter, and their combining forms. */
const combining: Readonly<Record<string, string>> = {
  "\u00a8": "\u0308",
  "\u00b4": "\u0301",
  "\u0060": "\u0300",
  "\u02c6": "\u0302",
  "\u02dc": "\u0303",
  "\u02c7": "\u030c",
  "\u02d8": "\u0306",
  "\u02d9": "\u0307",
  "\u02da": "\u030a",
  "\u00b8": "\u0327",
  "\u02db": "\u0328",
  "\u02dd": "\u030b",
  "\u00af": "\u0304",
};

/** TeX draws it round a letter: c and r make the signs of copyright and registration. */
export const bigCircle = "\u25ef";

const circled: Readonly<Record<string, string>> = { c: "\u00a9", C: "\u00a9", r: "\u00ae", R: "\u00ae" };

/** Whether a character is a spacing accent. */
export function isSpacingAccent(codePoint: number): boolean {
  if (codePoint < 0xa8) return codePoint === 0x60;
  return (
    (codePoint <= 0xb8 || (codePoint >= 0x2c6 && codePoint <= 0x2dd)) &&
    combining[String.fromCharCode(codePoint)] !== undefined
  );
}

/**
 * Joins an accent drawn over a letter, before or after it, to that letter. The accent and the next letter are separate
 * runs.
 */
export function composeAccents(runs: readonly Run[]): Run[] {
  const composed: Run[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index]!;
    const mark = combining[run.text];
    const next = runs[index + 1];
    const before = composed[composed.length - 1];
    if (run.text === bigCircle && next !== undefined && isAround(run, next)) {
      composed.push(composedOf(next, circled[next.text] ?? next.text, run.spaced, run));
      index += 1;
    } else if (mark !== undefined && next !== undefined && next.text.length === 1 && isOver(run, next)) {
      composed.push(composedOf(next, accented(next.text, mark), run.spaced, run));
      index += 1;
    } else if (mark !== undefined && before !== undefined && isOver(run, before)) {
      const text = before.text.slice(0, -1) + accented(before.text.slice(-1), mark);
      composed[composed.length - 1] = composedOf(before, text, before.spaced, run);
    } else {
      composed.push(run);
    }
  }
  return composed;
}

function composedOf(run: Run, text: string, spaced: boolean, accent: Run): Run {
  return { ...withText(run, text, spaced), accent: accent.first };
}

/** Whether an accent is above the last letter of a run. */
function isOver(accent: Run, { text, lastX0, x1, y, style }: Run): boolean {
  const middle = (accent.x0 + accent.x1) / 2;
  return middle > lastX0 && middle < x1 && Math.abs(y - accent.y) < 0.6 * style.size && /\p{L}$/u.test(text);
}

/** Whether a circle encloses a letter. */
function isAround(circle: Run, { text, x0, x1, y, style }: Run): boolean {
  return text.length === 1 && x0 >= circle.x0 && x1 <= circle.x1 && Math.abs(y - circle.y) < 0.6 * style.size;
}

function accented(letter: string, mark: string): string {
  const dotted = letter === "\u0131" ? "i" : letter === "\u0237" ? "j" : letter;
  return (dotted + mark).normalize("NFC");
}
