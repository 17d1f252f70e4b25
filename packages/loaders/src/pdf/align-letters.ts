import type { Letter } from "./page-letters.js";

const hyphens = new Set(["-", "\u2010", "\u00ad"]);
const dots = new Set([".", "\u2026"]);

/**
 * The letter of each UTF-16 unit of a page's text, `null` for white space and the bars between the cells of a table.
 * Letters and text have one order, and the text lacks only hyphens that break words at line ends and dots that lead
 * to pages. `null` for letters of another text: nothing is searched for.
 */
export function alignLetters(text: string, letters: readonly Letter[]): (Letter | null)[] | null {
  // A bar between spaces may be a letter, or separate cells: which one, the rest of the page shows.
  return align(text, letters, false) ?? align(text, letters, true);
}

function align(text: string, letters: readonly Letter[], barsFirst: boolean): (Letter | null)[] | null {
  const aligned: (Letter | null)[] = [];
  let next = 0;
  for (let at = 0; at < text.length;) {
    const unit = text[at]!;
    const letter = letters[next];
    if (unit.trim() === "") aligned[at++] = null;
    else if (barsFirst && unit === "|" && isBar(text, at)) aligned[at++] = null;
    else if (letter?.text === unit) {
      aligned[at++] = letter;
      next += 1;
    } else if (unit === "|" && isBar(text, at)) aligned[at++] = null;
    else if (letter !== undefined && isLeftOut(letter, letters[next - 1])) {
      // Three dots are written for leaders of other signs too.
      if (unit === "." && letter.text === "\u2026") aligned[at++] = letter;
      else next += 1;
    } else return null;
  }
  for (; next < letters.length; next += 1) if (!isLeftOut(letters[next]!, letters[next - 1])) return null;
  return aligned;
}

function isBar(text: string, at: number): boolean {
  const before = text[at - 1] ?? "\n";
  const after = text[at + 1] ?? "\n";
  return (before === " " || before === "\n") && (after === " " || after === "\n");
}

function isLeftOut({ text, endsLine }: Letter, before: Letter | undefined): boolean {
  return (endsLine && hyphens.has(text)) || (dots.has(text) && (before === undefined || dots.has(before.text)));
}
