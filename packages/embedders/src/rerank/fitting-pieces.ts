import type { Embedder } from "@ragstone/core";

/** A text in pieces that each fit the embedder's window: whole if it does, else halved between words until they do. */
export function fittingPieces(text: string, embedder: Pick<Embedder, "tokenizer" | "windowTokens">): readonly string[] {
  const { tokenizer, windowTokens } = embedder;
  if (tokenizer.count(text) + tokenizer.specialTokens <= windowTokens || text.length < 2) return [text];
  const middle = text.length >> 1;
  const space = text.slice(middle).search(/\s/u);
  const at = space <= 0 ? middle : middle + space;
  return [text.slice(0, at), text.slice(at)].flatMap((piece) => fittingPieces(piece, embedder));
}
