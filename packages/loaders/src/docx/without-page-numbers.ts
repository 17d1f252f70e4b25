import { pageNumberMark } from "./page-number-mark.js";

const page = "pages?|seiten?|p\\.|pg\\.?|s\\.|page no\\.?|p[aá]ginas?|pagina|sida|side|sivu|strona|страница|стр\\.";
const of = "of|von|de|di|sur|van|av|af|z|из|/|\\|";

const numbered = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])(?:${page})\\s*)?${pageNumberMark}(?:\\s*(?:${of})\\s*${pageNumberMark})?`,
  "giu",
);

/** A line of a header or footer without its page number: `Page 3 of 12` and `- 3 -` are on one page only. */
export function withoutPageNumbers(line: string): string {
  if (/^[\s\p{P}]*\d{1,3}[\s\p{P}]*$/u.test(line)) return "";
  if (!line.includes(pageNumberMark)) return line;
  return line
    .split("\t")
    .map((part) => (part.includes(pageNumberMark) ? part.replace(numbered, "").replaceAll(pageNumberMark, "") : part))
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .join("\t")
    .trim();
}
