/**
 * Number formats that are built into East Asian editions of Excel and that no file defines (ECMA-376 part 1, section
 * 18.8.30), as dates and times that every edition reads; how each edition writes them is not in the file.
 */
const formats: ReadonlyMap<string, string> = new Map([
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id): [string, string] => [String(id), "yyyy-mm-dd"]),
  ["32", "h:mm"],
  ["33", "h:mm:ss"],
  // A date in some editions and a time of day in others.
  ...[34, 35, 55, 56].map((id): [string, string] => [String(id), "[&lt;1]h:mm:ss;yyyy-mm-dd"]),
]);

/** Adds definitions of the built-in formats of East Asian editions to a style sheet that uses them. */
export function defineEastAsianFormats(styles: string): string {
  const used = new Set([...styles.matchAll(/<(?:\w+:)?xf\b[^>]*\bnumFmtId="(\d+)"/g)].map(([, id = ""]) => id));
  const isDefined = (id: string): boolean => new RegExp(`<(?:\\w+:)?numFmt\\b[^>]*\\bnumFmtId="${id}"`).test(styles);
  const missing = [...formats].filter(([id]) => used.has(id) && !isDefined(id));
  if (missing.length === 0) return styles;
  const definitions = missing.map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`).join("");
  const opening = /<(?:\w+:)?numFmts(?:\s[^>]*[^/])?>/.exec(styles);
  if (opening !== null) return styles.replace(opening[0], opening[0] + definitions);
  return styles.replace(/<(?:\w+:)?styleSheet\b[^>]*>/, `$&<numFmts>${definitions}</numFmts>`);
}
