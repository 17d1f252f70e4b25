/** Marks of a word that is a name, a code or a number with parts, and means nothing when cut. */
const marks: readonly RegExp[] = [
  /(?=.*\p{N})(?=.*[\p{L}.:_/-])/u, // 1.2.3, 0x80070057, KW-1200, 10.0.0.1
  /_/u, // max_connections
  /\p{L}{2}[.@]\p{L}/u, // reply.redirect, tsconfig.json, jo@example.org
  /::/u, // std::vector
  /\p{Ll}\p{Lu}/u, // camelCase
  /(?:\+\+|#)$/u, // C++, C#
  /\p{L}-\p{L}+-\p{L}/u, // text-align-last
  /^\/\p{L}|\p{L}\/.*\//u, // /etc/hosts
  /^--?\p{L}/u, // --force
];

const around = /^[\s("'`[{<«“„]+|(?:['’]s)?[\s()"'`\]}>»”“,;:!?.…]+$|['’]s$/gu;

/** `2nd` and `5mm` are words with a number. */
const ordinal = /^\d+(?:st|nd|rd|th|s|am|pm|v|x|mm|cm|km|kg|kb|mb|gb|ms)$/u;

/** The identifiers that a question or a query names, lower case and without the punctuation around them. */
export function namedIdentifiers(query: string): readonly string[] {
  const words = query.split(/\s+/u).map((word) => word.replace(around, ""));
  const named = words.filter((word) => marks.some((mark) => mark.test(word))).map((word) => word.toLowerCase());
  return [...new Set(named)].filter((word) => !ordinal.test(word));
}
