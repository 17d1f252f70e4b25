import { ligatureVotes } from "./ligature-votes.js";
import { type Run, type TextStyle, withText } from "./run.js";
import { texCharacters } from "./tex-characters.js";

type TextEncoding = "ot1" | "t1";

const words = /[a-z]{3}/;

/** Runs at most this many ems apart are letters of one word. */
const touching = 0.15;

/**
 * Decodes runs whose text is still glyph codes: `styles` names their fonts. Whether a font has TeX's encoding OT1 or T1
 * follows from the codes of its ligatures. `lost` counts glyphs without a letter,
 * `guessed` those of nameless fonts whose encoding stays unknown: their codes are taken as characters.
 */
export function decodeTexText(
  runs: readonly Run[],
  styles: ReadonlySet<TextStyle>,
): { readonly runs: Run[]; readonly lost: number; readonly guessed: number } {
  const encodings = encodingsOf(textsOf(runs.filter((run) => styles.has(run.style))));
  const decoded: Run[] = [];
  let lost = 0;
  let guessed = 0;
  let spaced = false;
  for (const run of runs) {
    const text = styles.has(run.style) ? decode(run, encodings.get(run.style)) : run.text;
    if (text === "") {
      lost += run.glyphs;
      spaced ||= run.spaced;
      continue;
    }
    if (run.style.tex === "unnamed" && !encodings.has(run.style) && styles.has(run.style)) guessed += run.glyphs;
    decoded.push(text === run.text && !spaced ? run : withText(run, text, run.spaced || spaced));
    spaced = false;
  }
  return { runs: decoded, lost, guessed };
}

/** The text of each font, words apart. */
function textsOf(runs: readonly Run[]): Map<TextStyle, string> {
  const texts = new Map<TextStyle, string>();
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    const isNext =
      before !== undefined &&
      !run.spaced &&
      before.style === run.style &&
      Math.abs(run.x0 - before.x1) < touching * run.style.size;
    texts.set(run.style, `${texts.get(run.style) ?? ""}${isNext ? "" : " "}${run.text}`);
  });
  return texts;
}

/** A font of words without ligatures has the encoding of the others on its page. */
function encodingsOf(texts: ReadonlyMap<TextStyle, string>): Map<TextStyle, TextEncoding> {
  const encodings = new Map<TextStyle, TextEncoding>();
  const votes = { ot1: 0, t1: 0 };
  for (const [style, text] of texts) {
    const { ot1, t1 } = ligatureVotes(text);
    if (ot1 + t1 === 0) continue;
    encodings.set(style, ot1 >= t1 ? "ot1" : "t1");
    votes.ot1 += ot1;
    votes.t1 += t1;
  }
  if (encodings.size === 0) return encodings;
  const most = votes.ot1 >= votes.t1 ? "ot1" : "t1";
  for (const [style, text] of texts) if (!encodings.has(style) && words.test(text)) encodings.set(style, most);
  return encodings;
}

/** In a font with a name, codes of printable characters are those characters; in one without, all are codes of TeX. */
function decode({ text, style }: Run, encoding: TextEncoding | undefined): string {
  return Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const known =
      encoding !== undefined && code <= 0xff && (isControl || style.tex === "unnamed")
        ? texCharacters(encoding, code)
        : undefined;
    return known ?? (isControl ? "" : letter);
  }).join("");
}
