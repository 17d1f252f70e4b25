/** Begins four hexadecimal digits of a UTF-16 code unit that PostgreSQL's `text` cannot contain. A private-use character. */
const mark = "\uF8FF";

// NUL, the mark itself, and halves of surrogate pairs.
const forbidden = new RegExp(
  `[\\0${mark}]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]`,
  "g",
);
const escaped = new RegExp(`${mark}([\\da-f]{4})`, "g");

/** Any UTF-16 as text that PostgreSQL stores. Text without NUL, halves of surrogate pairs and the mark stays as it is. */
export function escapeText(text: string): string {
  return text.replaceAll(forbidden, (unit) => mark + unit.charCodeAt(0).toString(16).padStart(4, "0"));
}

export function unescapeText(stored: string): string {
  return stored.includes(mark)
    ? stored.replaceAll(escaped, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    : stored;
}
