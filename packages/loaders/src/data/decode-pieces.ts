/** Text whose parts were decoded, and its cuts. */
export interface DecodedPieces {
  readonly text: string;
  readonly cuts: readonly number[];
}

/** Decodes a text piece by piece between cuts, and moves the cuts to where the pieces start in the result. */
export function decodePieces(text: string, cuts: readonly number[], decode: (piece: string) => string): DecodedPieces {
  const pieces: string[] = [];
  const moved: number[] = [];
  let from = 0;
  let length = 0;
  for (const cut of [...cuts, text.length]) {
    if (from > 0) moved.push(length);
    const piece = decode(text.slice(from, cut));
    pieces.push(piece);
    length += piece.length;
    from = cut;
  }
  return { text: pieces.join(""), cuts: moved };
}
