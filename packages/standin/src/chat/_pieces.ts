/**
 * Cuts text into pieces the size of a language model's tokens, about 1.3 a word of English prose; joined they are the
 * text. What the stand-in counts, streams and cuts by.
 */
export function pieces(text: string): string[] {
  return (
    text.match(
      /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]| ?\p{L}{1,7}?(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}])| ?\p{L}{1,7}|\p{N}{1,3}| ?[^\s\p{L}\p{N}]|\s+/gu,
    ) ?? []
  );
}
