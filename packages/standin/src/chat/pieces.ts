const cjk = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]`;
const piece = new RegExp(
  [
    cjk,
    String.raw` ?\p{L}{1,7}?(?=${cjk})`,
    String.raw` ?\p{L}{1,7}`,
    String.raw`\p{N}{1,3}`,
    String.raw` ?[^\s\p{L}\p{N}]`,
    String.raw`\s+`,
  ].join("|"),
  "gu",
);

/**
 * Cuts text into pieces the size of a language model's tokens, about 1.3 per word of English prose; joined they are the
 * text. The unit in which the stand-in counts, streams and cuts.
 */
export function pieces(text: string): string[] {
  return text.match(piece) ?? [];
}
