import type { EmbedderFingerprint } from "./embedder.js";

const facts = [
  "model",
  "revision",
  "dimensions",
  "normalised",
  "queryInstruction",
  "tokenizer",
] as const satisfies readonly (keyof EmbedderFingerprint)[];

/** The facts in which two embedders differ. Their vectors can only be compared when there are none. */
export function fingerprintDifferences(
  one: EmbedderFingerprint,
  other: EmbedderFingerprint,
): (keyof EmbedderFingerprint)[] {
  return facts.filter((fact) => one[fact] !== other[fact]);
}
