import type { AnswerNote, StoredText } from "@ragstone/core";

/**
 * Tells that an answer is in a language that none of its sources is in: its names and numbers were checked, its words
 * could hardly be. None where a language is not known.
 *
 * @param languageOf - ISO 639-1, `null` where unknown
 */
export async function languageNote(
  text: string,
  sources: readonly StoredText[],
  languageOf: (text: string) => Promise<string | null>,
): Promise<readonly AnswerNote[]> {
  const known = new Set(sources.map(({ record }) => record.language).filter((language) => language !== null));
  if (known.size === 0) return [];
  const language = await languageOf(text.replace(/\[(?:\d+|\?)\]/gu, " "));
  if (language === null || known.has(language)) return [];
  return [
    {
      kind: "language",
      message: `The answer is written in another language (${language}) than its sources (${[...known].join(", ")}): its words could not be compared with theirs, only names, numbers and quotes.`,
      citations: [],
    },
  ];
}
