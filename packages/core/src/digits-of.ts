/**
 * The first `length` digits of a hash, most significant bits first.
 *
 * @param alphabet - 2 to 256 letters, a power of two
 */
export function digitsOf(hash: Uint8Array, alphabet: string, length: number): string {
  const width = Math.log2(alphabet.length);
  let digits = "";
  for (let bit = 0; bit < length * width; bit += width) {
    const pair = (hash[bit >> 3]! << 8) | (hash[(bit >> 3) + 1] ?? 0);
    digits += alphabet[(pair >> (16 - width - (bit & 7))) & (alphabet.length - 1)];
  }
  return digits;
}
