import { createHash } from "node:crypto";
import type { PostProcessor } from "./input-template.js";

/** The parts of a `tokenizer.json` that are read here. */
export interface TokenizerJson {
  readonly normalizer?: { readonly type: string; readonly lowercase?: boolean } | null;
  readonly model?: { readonly type?: string; readonly vocab?: Readonly<Record<string, number>> | readonly unknown[] };
  readonly post_processor?: PostProcessor | null;
}

/** SHA-256 of the published `vocab.txt` of `bert-base-uncased`; BGE, GTE and MiniLM models have the same one. */
const bertUncasedSha256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3";

/**
 * Whether it tokenizes as uncased BERT does, so that the built-in WordPiece, many times as fast, gives the same ids.
 */
export function isBertUncased({ normalizer, model }: TokenizerJson): boolean {
  if (model?.type !== "WordPiece" || normalizer?.type !== "BertNormalizer" || normalizer.lowercase !== true)
    return false;
  if (model.vocab === undefined || Array.isArray(model.vocab)) return false;
  const entries = Object.entries(model.vocab as Readonly<Record<string, number>>).sort(([, a], [, b]) => a - b);
  if (entries.some(([, id], position) => id !== position)) return false;
  return (
    createHash("sha256")
      .update(`${entries.map(([token]) => token).join("\n")}\n`)
      .digest("hex") === bertUncasedSha256
  );
}
