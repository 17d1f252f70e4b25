import type { Line } from "./_line.js";

/** Words that occur whole in a document: what tells a hyphen of a compound from one that only breaks a line. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly compounds: ReadonlySet<string>;
}

/** Words of the alphabets that are hyphenated: Latin, Greek, Cyrillic, Armenian. Spelled out, as `\\p{L}` takes three times as long. */
const word = /[a-z\u00df-\u024f\u0370-\u0587]+(?:-[a-z\u00df-\u024f\u0370-\u0587]+)*/g;

/** Collects the words of lines, except the last of each, which may be half a word. */
export function collectWords(lines: Iterable<Line>): Vocabulary {
  const words = new Set<string>();
  const compounds = new Set<string>();
  for (const { text } of lines) {
    const found = text.toLowerCase().match(word) ?? [];
    const whole = text.endsWith("-") || text.endsWith("\u00ad") ? found.length - 1 : found.length;
    for (let index = 0; index < whole; index += 1) {
      const part = found[index]!;
      if (part.includes("-")) compounds.add(part);
      else words.add(part);
    }
  }
  return { words, compounds };
}

/** Joins the lines of a paragraph: words that a line end broke are made whole again, hard ends stay line ends. */
export function joinLines(lines: readonly Line[], hardEnds: readonly boolean[], vocabulary: () => Vocabulary): string {
  let text = "";
  for (let index = 0; index < lines.length; index += 1) {
    const { text: line } = lines[index]!;
    const next = lines[index + 1]?.text;
    if (next === undefined) return text + line;
    const hyphen = endsInHyphen(line);
    const broken = hyphen ? lastWord.exec(line)?.[1] : undefined;
    const start = hyphen ? firstWord.exec(next)?.[0] : undefined;
    if (broken !== undefined && start !== undefined) text += isCompound(broken, start, line, vocabulary()) ? line : line.slice(0, -1);
    else if (hyphen && /^\p{N}/u.test(next)) text += line;
    else if (isCjk(line, next)) text += line;
    else text += line + (hardEnds[index]! ? "\n" : " ");
  }
  return text;
}

/** A letter or digit and a hyphen. Looks at the end only: a pattern would be tried at every character of the line. */
function endsInHyphen(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  return (last === 0x2d || last === 0x2010 || last === 0xad) && /[\p{L}\p{N}].$/u.test(line.slice(-3));
}

const lastWord = /(\p{L}{1,100}).$/u;
const firstWord = /^\p{L}{1,100}/u;

function isCompound(left: string, right: string, text: string, { words, compounds }: Vocabulary): boolean {
  if (text.endsWith("\u00ad")) return false;
  if (compounds.has(`${left}-${right}`.toLowerCase())) return true;
  if (words.has((left + right).toLowerCase())) return false;
  // Names and titles (Jean-Paul) keep it; a word that goes on in lower case was broken by the line.
  return right[0] !== right[0]!.toLowerCase();
}

function isCjk(before: string, after: string): boolean {
  return isIdeograph(before.charCodeAt(before.length - 1)) && isIdeograph(after.charCodeAt(0));
}

function isIdeograph(code: number): boolean {
  return code >= 0x3000 && (code <= 0x9fff || (code >= 0xff00 && code <= 0xffef));
}
