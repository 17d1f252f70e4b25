/** A text made comparable, with the way back: unit `i` of `text` came from `[starts[i], ends[i])` of the source. */
export interface NormalisedText {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * How much two texts may differ and still be the same words. `exact`: not at all. `typography`: white space, quotation
 * marks, dashes, ligatures, hyphens inside words, invisible characters. `markup`: also Markdown emphasis, code marks
 * and link targets. `case`: also letter case.
 */
export type Likeness = "exact" | "typography" | "markup" | "case";

const plainRun = /[A-Za-z0-9,;()%&$#@!?/+=]/u;
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\u{e0000}-\u{e007f}]/u;
const mark = /\p{M}/u;
const letter = /\p{L}/u;
const lower = /\p{Ll}/u;
const dashes = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/u;
/** Em dash and bar: they stand between words like a space. */
const separators = /[\u2014\u2015]/u;
const doubleQuotes = /[\u201c-\u201f\u00ab\u00bb\u2033\u300c-\u300f\uff02]/u;
const singleQuotes = /[\u2018-\u201b\u2032\u2039\u203a\u00b4\uff07]/u;

/** Normalises `source.slice(from, to)`; offsets are offsets into `source`. Linear. */
export function normaliseText(
  source: string,
  likeness: Exclude<Likeness, "exact">,
  from = 0,
  to = source.length,
): NormalisedText {
  const out: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const fold = likeness === "case";
  const markup = likeness !== "typography";
  let length = 0;
  let lastChar = " ";

  const put = (text: string, start: number, end: number): void => {
    const value = fold ? text.toLowerCase() : text;
    out.push(value);
    for (let i = 0; i < value.length; i += 1) {
      starts.push(start);
      ends.push(end);
    }
    length += value.length;
    lastChar = value.at(-1) ?? lastChar;
  };

  for (let at = from; at < to;) {
    const first = source[at] ?? "";
    if (plainRun.test(first) && !/[\u0300-\u036f]/u.test(source[at + 1] ?? "")) {
      put(first, at, at + 1);
      at += 1;
      continue;
    }
    const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
    const next = at + char.length;
    if (/\s/u.test(char)) {
      let end = next;
      while (end < to && /\s/u.test(source[end] ?? "")) end += 1;
      // A dash between spaces separates, as the spaces alone do.
      const dashed = /^(?:-|\p{Pd}|\u2212)+\s+/u.exec(source.slice(end, end + 16));
      if (dashed !== null) end += dashed[0].length;
      if (lastChar !== " " && length > 0) put(" ", at, end);
      at = end;
    } else if (invisible.test(char)) {
      at = next;
    } else if (char === "-" || dashes.test(char)) {
      // A hyphen between letters is dropped on both sides, with the line break that may follow it: "inter-\nnational"
      // is "international".
      let end = next;
      if (letter.test(lastChar)) {
        while (end < to && /\s/u.test(source[end] ?? "")) end += 1;
        const after = source[end] ?? "";
        if (
          end === next
            ? letter.test(after) && !separators.test(char)
            : source.slice(next, end).includes("\n") && lower.test(after)
        ) {
          at = end;
          continue;
        }
      }
      end = next;
      while (end < to && (source[end] === "-" || dashes.test(source[end] ?? ""))) end += 1;
      if (separators.test(char) || end - at > 1) {
        if (lastChar !== " ") put(" ", at, end);
      } else put("-", at, end);
      at = end;
    } else if (doubleQuotes.test(char) || char === '"' || singleQuotes.test(char) || char === "'") {
      put(doubleQuotes.test(char) || char === '"' ? '"' : "'", at, next);
      at = next;
    } else if (char === "…") {
      put("...", at, next);
      at = next;
    } else if (
      markup &&
      (char === "*" || char === "`" || (char === "_" && !(isWordUnit(source[at - 1]) && isWordUnit(source[next]))))
    ) {
      at = next;
    } else if (markup && char === "[") {
      at = next;
    } else if (markup && char === "]") {
      const target = /^\]\([^()\s]{0,500}(?:\s"[^"\n]{0,200}")?\)/u.exec(source.slice(at, at + 720));
      at += target === null ? 1 : target[0].length;
    } else {
      let end = next;
      while (end < to && mark.test(String.fromCodePoint(source.codePointAt(end) ?? 0)))
        end += String.fromCodePoint(source.codePointAt(end) ?? 0).length;
      put(source.slice(at, end).normalize("NFKC"), at, end);
      at = end;
    }
  }
  return { text: out.join(""), starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function isWordUnit(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}_]/u.test(char);
}
