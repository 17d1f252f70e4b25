/** Words of two or more letters, characters of scripts without spaces between words, and numbers. */
const words =
  /(?<latin>\p{sc=Latn}[\p{sc=Latn}\p{M}]+)|\p{L}[\p{L}\p{M}]+|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]|\p{N}+/gu;
const vowels = /[aeiouyæœøıà-æè-ïò-öø-ýÿāăąēĕėęěĩīĭįıōŏőũūŭůűų]/gi;

/**
 * Words of languages in Latin script have about 40 % vowels, few have less than this share. Codes that were taken as
 * letters have 20 %, as the alphabet.
 */
const minVowels = 0.2;

/**
 * The measure by which two readings of one PDF are compared: the number of characters in words and numbers, not
 * counting words of Latin letters almost without vowels. Letters that are missing, private characters and dingbats are
 * not counted, and wrong letters rarely make words.
 */
export function readableCharacters(text: string): number {
  let count = 0;
  for (const { 0: word, groups } of text.matchAll(words)) {
    if (groups?.["latin"] === undefined || (word.match(vowels)?.length ?? 0) > minVowels * word.length)
      count += word.length;
  }
  return count;
}
