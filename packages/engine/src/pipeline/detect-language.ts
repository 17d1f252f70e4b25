import { franc } from "franc-min";

/**
 * ISO 639-3 to 639-1 for what franc-min knows and a stemmer or a word breaker exists for; other languages stay unknown.
 */
const shortCodes: Readonly<Record<string, string>> = {
  arb: "ar", ces: "cs", cmn: "zh", dan: "da", deu: "de", ell: "el", eng: "en", fin: "fi", fra: "fr", hin: "hi", hun: "hu", ind: "id",
  ita: "it", jpn: "ja", kor: "ko", nld: "nl", nob: "no", pol: "pl", por: "pt", ron: "ro", rus: "ru", spa: "es", swe: "sv", tur: "tr",
  ukr: "uk", vie: "vi",
}; // prettier-ignore

/** Below this a guess is mostly chance. */
const minCharacters = 80;
const sampleCharacters = 400;

/**
 * The language of a text as an ISO 639-1 code, from a sample of its middle; `null` when too short or not recognised.
 */
export function detectLanguage(text: string): string | null {
  const letters = text
    .slice(Math.max(0, text.length / 2 - sampleCharacters), text.length / 2 + sampleCharacters)
    .replaceAll(/[^\p{L}\p{M}]+/gu, " ")
    .trim();
  if (letters.length < minCharacters)
    return /[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(letters) ? "ja" : /\p{sc=Han}{4}/u.test(letters) ? "zh" : null;
  return shortCodes[franc(letters.slice(0, sampleCharacters))] ?? null;
}
