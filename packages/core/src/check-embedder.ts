import type { EmbedderFingerprint } from "./embedder.js";
import { IndexError } from "./errors/index-error.js";
import { fingerprintDifferences } from "./fingerprint-differences.js";

/**
 * Makes sure that vectors of two embedders can be compared.
 *
 * @param made - of the embedder that made the index
 * @param index - names the index in the message. @defaultValue none
 * @throws {@link IndexError} `model-mismatch` naming both models and their differences
 */
export function checkEmbedder(made: EmbedderFingerprint, requested: EmbedderFingerprint, index?: string): void {
  const differing = fingerprintDifferences(made, requested);
  if (differing.length === 0) return;
  const facts = differing
    .map((fact) => `${fact} ${JSON.stringify(made[fact])} against ${JSON.stringify(requested[fact])}`)
    .join(", ");
  const name = index === undefined ? "The index" : `The index ${index}`;
  throw new IndexError(
    "model-mismatch",
    `${name} was made by ${made.model}, but ${requested.model} was asked for: ` +
      `their vectors cannot be compared (${facts}).`,
    {
      hint: `Use ${made.model}, or migrate the index to ${requested.model}.`,
      data: { index: index ?? null, made, requested, differing },
    },
  );
}
