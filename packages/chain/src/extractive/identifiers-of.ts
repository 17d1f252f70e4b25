/**
 * What a text names exactly: error codes, versions, settings, functions, files, addresses, CamelCase, quoted words. Lower
 * case, without repeats.
 */
const identifier =
  /[`"“]([^`"”\n]{2,60})[`"”]|(?<![\p{L}\p{N}_])(--?[\p{L}][\p{L}\p{N}-]*|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+){2,}|[\p{L}\p{N}]+(?:[._@/\\:-][\p{L}\p{N}]+)*(?:[._@/\\:][\p{L}\p{N}]+)+(?:\(\))?|[\p{L}_]+\d[\p{L}\p{N}]*|\d+[\p{L}]+\p{N}*|\p{Ll}+\p{Lu}[\p{L}\p{N}]*|\p{Lu}[\p{Ll}\p{N}]+\p{Lu}[\p{L}\p{N}]*|[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)+|\p{L}[\p{L}\p{N}.]*(?=\(\)))/gu;
const ordinal = /^\d+(?:st|nd|rd|th|s|am|pm|v|x|mm|cm|km|kg|kb|mb|gb|ms)$/u;

export function identifiersOf(text: string): readonly string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(identifier)) {
    const name = (match[1] ?? match[2] ?? "").toLowerCase();
    if (name.length > 1 && !ordinal.test(name)) found.add(name);
  }
  return [...found];
}
