import { createHash } from "node:crypto";
import type { EmbedderFingerprint } from "@ragstone/core";

/**
 * The key under which a vector is stored: 27 letters of SHA-256 over what decides a passage's vector. That is model,
 * revision, dimensions, normalisation and the text; the query instruction and the tokenizer that measured the text do
 * not change it, so an index that differs in those alone reuses its vectors.
 *
 * @param text - what the embedder is sent: `embeddingText(chunk)`
 */
export function vectorKey(fingerprint: EmbedderFingerprint, text: string): string {
  const { model, revision, dimensions, normalised } = fingerprint;
  return createHash("sha256")
    .update(JSON.stringify([model, revision, dimensions, normalised]))
    .update("\0")
    .update(text)
    .digest("base64url")
    .slice(0, 27);
}
