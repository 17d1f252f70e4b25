import type { TextRange } from "@ragstone/core";

/** An entry of data: `row` is a statement, `heading` only names the entries after it. */
export interface DataUnit extends TextRange {
  readonly kind: "row" | "heading";
}

/** Longest record that is one unit, UTF-16 units. */
const maxRecord = 300;

/**
 * Entries of text in a data language, or `null` for any other: keys with their values, records, lines, elements without
 * others inside.
 */
export function dataUnits(text: string, language: string | undefined): readonly DataUnit[] | null {
  switch (language) {
    case "json":
      return jsonUnits(text);
    case "yaml":
    case "toml":
      return lines(text).flatMap((line) =>
        unit(
          text,
          line.start,
          line.end,
          /^\s*(?:-\s+)?[^\s#][^#]*:\s*$|^\s*\[/u.test(text.slice(line.start, line.end)) ? "heading" : "row",
        ),
      );
    case "xml":
      return lines(text).flatMap((line) => xmlUnits(text, line));
    default:
      return null;
  }
}

function unit(text: string, from: number, to: number, kind: DataUnit["kind"]): DataUnit[] {
  const part = text.slice(from, to);
  const start = from + part.length - part.trimStart().length;
  const end = to - (part.length - part.trimEnd().length);
  return start < end ? [{ start, end, kind }] : [];
}

function lines(text: string): TextRange[] {
  const found: TextRange[] = [];
  for (let at = 0; at <= text.length;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    found.push({ start: at, end });
    at = end + 1;
  }
  return found;
}

const jsonMark = /"(?:[^"\\]|\\.)*"?|[{}[\],]/gsu;
/** An object or a list with nothing nested, on one line. */
const flat = new RegExp(
  String.raw`\{(?:"(?:[^"\\\n]|\\[^\n])*"|\[(?:"(?:[^"\\\n]|\\[^\n])*"|[^"{}[\]\n])*\]|[^"{}[\]\n])*\}|\[(?:"(?:[^"\\\n]|\\[^\n])*"|[^"{}[\]\n])*\]`,
  "yu",
);

/** The delimiters after a nested value. */
const following = /\s*[,}\]]/uy;

function jsonUnits(text: string): DataUnit[] {
  const found: DataUnit[] = [];
  let start = 0;
  const close = (end: number, opens: boolean): void => {
    found.push(...unit(text, start, end, opens ? "heading" : "row"));
  };
  jsonMark.lastIndex = 0;
  for (let match = jsonMark.exec(text); match !== null; match = jsonMark.exec(text)) {
    const [mark] = match;
    if (mark.startsWith('"')) continue;
    if (mark === "{" || mark === "[") {
      flat.lastIndex = match.index;
      const record = flat.exec(text);
      // A short record or list is the value of the key before it.
      if (record !== null && record[0].length <= maxRecord) {
        jsonMark.lastIndex = flat.lastIndex;
        following.lastIndex = flat.lastIndex;
        if (following.test(text)) continue;
        // One record a line.
        close(flat.lastIndex, false);
        start = flat.lastIndex;
        continue;
      }
    }
    close(match.index, mark === "{" || mark === "[");
    start = match.index + 1;
  }
  close(text.length, false);
  return found;
}

const leaf = /<([^\s/>!?]+)(?:\s[^<>]*)?>[^<]*<\/\1\s*>/gu;
const tag = /<[^<>]*>/gu;

function xmlUnits(text: string, { start, end }: TextRange): DataUnit[] {
  const line = text.slice(start, end);
  if (line.replace(leaf, "").replace(tag, "").trim() === "") {
    const leaves = [...line.matchAll(leaf)];
    if (leaves.length > 0)
      return leaves.flatMap((match) => unit(text, start + match.index, start + match.index + match[0].length, "row"));
    return unit(text, start, end, "heading");
  }
  return unit(text, start, end, "row");
}
