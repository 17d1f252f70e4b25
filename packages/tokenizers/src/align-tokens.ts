import type { TextRange } from "@ragstone/core";

/** One character of the normalised text with its origin. */
interface Source {
  readonly character: string;
  readonly start: number;
  readonly end: number;
}

/** Marks of a word's beginning and end, and of its continuation, that represent no character. */
const marks = /^##(?=.)|[\u2581\s]|<\/w>$/gu;

/**
 * The range of each token in the text: tokens are matched against the text in order, byte by byte if they spell its
 * bytes, else character by character. A token that is spelled otherwise (unknown) reaches to white space or to where
 * the next token can begin. Ranges are in order; linear.
 */
export function alignTokens(text: string, tokens: readonly string[], normalise: (part: string) => string): TextRange[] {
  return alignBytes(text, tokens) ?? alignCharacters(text, tokens, normalise);
}

/** Byte-level BPE writes one character for each byte of the UTF-8 text: printable ASCII as itself, a space as `Ġ`. */
function alignBytes(text: string, tokens: readonly string[]): TextRange[] | null {
  const spelled = tokens.join("");
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at)!;
    const end = at + (code > 0xffff ? 2 : 1);
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    const printable = code > 0x20 && code < 0x7f;
    if (printable && spelled[starts.length] !== text[at]) return null;
    if (!printable && (spelled.charCodeAt(starts.length) < 0xa1 || spelled.length < starts.length + bytes)) return null;
    for (let byte = 0; byte < bytes; byte += 1) {
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  if (spelled.length !== starts.length) return null;
  let byte = 0;
  return tokens.map((token) => {
    const start = starts[byte]!;
    byte += token.length;
    return { start, end: ends[byte - 1]! };
  });
}

function alignCharacters(text: string, tokens: readonly string[], normalise: (part: string) => string): TextRange[] {
  const sources: Source[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    for (const part of normalise(character))
      if (/\S/u.test(part) && part !== "\u2581") sources.push({ character: part, start: at, end });
    at = end;
  }
  let next = 0;
  const surfaces = tokens.map((token) => token.replaceAll(marks, ""));
  return surfaces.map((surface, index) => {
    const following = surfaces[index + 1]?.codePointAt(0);
    const first = sources[next];
    if (first === undefined) return { start: text.length, end: text.length };
    if (surface === "") return { start: first.start, end: first.start };
    let end = first.end;
    if (surface.startsWith(first.character)) {
      for (const character of surface) {
        const source = sources[next];
        if (source?.character !== character) break;
        end = source.end;
        next += 1;
      }
    } else {
      do {
        end = sources[next]!.end;
        next += 1;
      } while (
        next < sources.length &&
        sources[next]!.start <= end &&
        sources[next]!.character.codePointAt(0) !== following
      );
    }
    return { start: first.start, end };
  });
}
