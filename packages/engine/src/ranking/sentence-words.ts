interface WordNumbers {
  /** Of the word `text.slice(start, end)`, in lower case. */
  numberAt(text: string, start: number, end: number): number;
}

/** Words of one passage that are read: a chunk of the default target has at most about 600. */
const maxWords = 2_000;

const wordCharacter = /[\p{L}\p{N}\p{M}]/u;
const space = /\s/u;

const [end, lineEnd] = [1, 2];
const inWord = 3;

/** What a character of ASCII is: part of a word, a mark that may end a sentence, the end of a line, or 0. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (wordCharacter.test(character)) return inWord;
  if (character === "\n") return lineEnd;
  return ".!?".includes(character) ? end : 0;
});

/** The words of each sentence or line of a text, by their numbers, in order. */
export function sentenceWords(text: string, table: WordNumbers): number[][] {
  const lower = text.toLowerCase();
  const sentences: number[][] = [];
  let sentence: number[] = [];
  let [count, start] = [0, -1];
  for (let at = 0; at <= lower.length && count < maxWords;) {
    const kind = at < lower.length ? kindAt(lower, at) : lineEnd;
    if (kind === inWord) {
      if (start < 0) start = at;
      at += lower.codePointAt(at)! > 0xffff ? 2 : 1;
      continue;
    }
    if (start >= 0) {
      sentence.push(table.numberAt(lower, start, at));
      count += 1;
      start = -1;
    }
    if (sentence.length > 0 && (kind === lineEnd || (kind === end && isSpace(lower, at + 1)))) {
      sentences.push(sentence);
      sentence = [];
    }
    at += 1;
  }
  if (sentence.length > 0) sentences.push(sentence);
  return sentences;
}

/** A pair of surrogates is one character. */
function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < kinds.length) return kinds[code]!;
  return wordCharacter.test(String.fromCodePoint(text.codePointAt(at)!)) ? inWord : 0;
}

function isSpace(text: string, at: number): boolean {
  return at < text.length && space.test(text[at]!);
}
