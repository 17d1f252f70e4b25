import { ConfigSyntaxError, type ConfigFormat } from "./config-format.js";
import { textStyle } from "./text-style.js";

const begin = "<!-- ragstone: begin -->";
const end = "<!-- ragstone: end -->";

/** A marked section of a Markdown text. Its entry is `{ text }`; the path is not used. */
export const sectionFormat: ConfigFormat = {
  parse(text) {
    const found = find(text);
    return found === null ? {} : { section: text.slice(found.start, found.end) };
  },
  set(text, { value }) {
    const { eol } = textStyle(text);
    const section = [begin, String(value["text"]), end].join("\n").replaceAll("\n", eol);
    const found = find(text);
    if (found !== null) return text.slice(0, found.start) + section + text.slice(found.end);
    const gap = text === "" ? "" : text.endsWith("\n") ? eol : eol + eol;
    return `${text}${gap}${section}${eol}`;
  },
  remove(text) {
    const found = find(text);
    if (found === null) return text;
    return text.slice(0, found.start).replace(/\r?\n$/u, "") + text.slice(found.end).replace(/^\r?\n/u, "");
  },
};

function find(text: string): { readonly start: number; readonly end: number } | null {
  const start = text.indexOf(begin);
  const last = text.indexOf(end);
  if (start === -1 && last === -1) return null;
  if (start === -1 || last < start || text.indexOf(begin, start + 1) !== -1 || text.indexOf(end, last + 1) !== -1)
    throw new ConfigSyntaxError(`the marks ${begin} and ${end} do not enclose one section`);
  return { start, end: last + end.length };
}
