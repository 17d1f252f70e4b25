import type { Block, TextRange } from "@ragstone/core";

/** Least length of data that is hidden: pictures are longer, keys, hashes and signatures are shorter. */
const minCharacters = 1000;

/** A line, or the beginning of one run, of base64 (RFC 4648). */
const firstLine = /[A-Za-z0-9+/]{40,}={0,2}/g;
const nextLine = /\r?\n[ \t]*([A-Za-z0-9+/]+={0,2})/y;

/** Widths at which programs break base64: 60, 64 (PEM), 72 and 76 (MIME). */
const minWidth = 60;
const maxWidth = 76;

/** What may follow the last line: its end, or the end of a quotation or an element. */
const afterData = /(?=[ \t]*(?:\r?\n|["'`<>)\]]|--|$(?![^])))/y;

/** An unpadded last line has at least this length: a shorter one may be a word. */
const minLastLine = 16;

/** Share of slashes, several in a row counted once, above which a text is a list of paths: base64 has 1.6 %. */
const maxSlashes = 0.04;

/**
 * Ranges of pictures and other files that a text contains as base64, for example in data addresses: no reader sees
 * them. None inside tables and hidden blocks. Ascending and apart. Linear.
 */
export function embeddedData(text: string, blocks: readonly Block[]): TextRange[] {
  if (text.length < minCharacters) return [];
  const found: TextRange[] = [];
  let at = 0;
  firstLine.lastIndex = 0;
  for (let match = firstLine.exec(text); match !== null; match = firstLine.exec(text)) {
    const { index: start } = match;
    const end = match[0].length < minCharacters ? endOfLines(text, start, firstLine.lastIndex) : firstLine.lastIndex;
    firstLine.lastIndex = end;
    while (at < blocks.length && blocks[at]!.end <= start) at += 1;
    const block = blocks[at];
    const isKept = block !== undefined && block.start < end && /^(?:table|hidden|front-matter)$/.test(block.kind);
    if (end - start >= minCharacters && !isKept && isEncoded(text.slice(start, end))) found.push({ start, end });
  }
  return found;
}

/** Where the lines of base64 end that begin with this one: they are equally long, but for the last. */
function endOfLines(text: string, start: number, firstEnd: number): number {
  // The first line of a data address is shorter by the beginning of the address.
  let width = text.slice(Math.max(0, start - 7), start) === "base64," ? null : firstEnd - start;
  let characters = firstEnd - start;
  let end = firstEnd;
  while (width === null || (width >= minWidth && width <= maxWidth)) {
    if (text[end - 1] === "=") return end;
    nextLine.lastIndex = end;
    const [, line] = nextLine.exec(text) ?? [];
    if (line === undefined) return end;
    characters += line.length;
    if (line.length !== (width ?? line.length))
      return isLastLine(line, characters) && ends(text, nextLine.lastIndex) && line.length < width!
        ? nextLine.lastIndex
        : end;
    width = line.length;
    end = nextLine.lastIndex;
  }
  return end;
}

/** Whether a shorter line completes data of so many characters, which come in groups of four. */
function isLastLine(line: string, characters: number): boolean {
  if (characters % 4 !== 0) return false;
  return line.endsWith("==") || line.length >= minLastLine || /(?=.*[A-Z])(?=.*[\d+/]).*=$/.test(line);
}

function ends(text: string, at: number): boolean {
  afterData.lastIndex = at;
  return afterData.test(text);
}

/** Capitals, small letters and digits in turn: sequences of genes and digits have only some of them, paths more. */
function isEncoded(data: string): boolean {
  const sample = data.slice(0, minCharacters);
  const slashes = sample.match(/\/+/g)?.length ?? 0;
  return (
    slashes <= sample.length * maxSlashes &&
    [/[A-Z]/g, /[a-z]/g, /\d/g].every((kind) => (sample.match(kind)?.length ?? 0) > sample.length / 50)
  );
}
