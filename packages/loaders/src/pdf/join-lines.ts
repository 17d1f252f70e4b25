import type { Line } from "./line.js";

/** Words that occur whole in a document: they distinguish the hyphen of a compound from one that only breaks a line. */
export interface Vocabulary {
  /** How often each occurs. */
  readonly words: ReadonlyMap<string, number>;
  readonly compounds: ReadonlySet<string>;
}

/**
 * Words of the alphabets that are hyphenated: Latin, Greek, Cyrillic, Armenian. Spelled out, as `\p{L}` takes three
 * times as long.
 */
const word = /[a-z\u00df-\u024f\u0370-\u0587]+(?:-[a-z\u00df-\u024f\u0370-\u0587]+)*/g;

/**
 * Collects the words of lines, but not halves of words: the last before a hyphen at a line's end and the first after
 * it.
 */
export function collectWords(lines: Iterable<Line>): Vocabulary {
  const words = new Map<string, number>();
  const compounds = new Set<string>();
  let broken = false;
  for (const { text } of lines) {
    const found = text.toLowerCase().match(word) ?? [];
    const first = broken ? 1 : 0;
    broken = endsInHyphen(text);
    const end = broken ? found.length - 1 : found.length;
    for (let index = first; index < end; index += 1) {
      const part = found[index]!;
      if (part.includes("-")) compounds.add(part);
      else words.set(part, (words.get(part) ?? 0) + 1);
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
    // A hyphen that is only shown at line ends, before a word that does not continue the one before it.
    if (line.endsWith("\u00ad") && broken !== undefined && !/^\p{Ll}/u.test(next) && /\p{Ll}$/u.test(broken))
      text += `${line.slice(0, -1)} `;
    else if (broken !== undefined && start !== undefined)
      text += isCompound({ left: broken, right: start, line, next }, vocabulary()) ? line : line.slice(0, -1);
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

/** Shorter parts are prefixes and endings as often as words. */
const minPart = 4;

/** A hyphen at the end of a line. */
interface Seam {
  /** Letters before the hyphen and after the line end. */
  readonly left: string;
  readonly right: string;
  readonly line: string;
  readonly next: string;
}

function isCompound({ left, right, line, next }: Seam, { words, compounds }: Vocabulary): boolean {
  if (line.endsWith("\u00ad")) return false;
  if (compounds.has(`${left}-${right}`.toLowerCase())) return true;
  if (words.has((left + right).toLowerCase())) return false;
  // Words of more than two parts (stop-the-world) contain another hyphen nearby.
  if (/-\p{L}{1,40}-$/u.test(line.slice(-60)) || /^\p{L}{1,40}-\p{L}/u.test(next)) return true;
  // Two words that the document uses apart, and more than once: rather a compound than a word cut at its seam.
  const uses = (part: string): number => (part.length >= minPart ? (words.get(part.toLowerCase()) ?? 0) : 0);
  if (uses(left) > 1 && uses(right) > 1) return true;
  // Names and titles (Jean-Paul) keep the hyphen; a word that continues in lower case was broken by the line.
  return right[0] !== right[0]!.toLowerCase();
}

function isCjk(before: string, after: string): boolean {
  return isIdeograph(before.charCodeAt(before.length - 1)) && isIdeograph(after.charCodeAt(0));
}

function isIdeograph(code: number): boolean {
  return code >= 0x3000 && (code <= 0x9fff || (code >= 0xff00 && code <= 0xffef));
}
