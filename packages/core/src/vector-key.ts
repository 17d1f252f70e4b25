import type { EmbedderFingerprint } from "./embedder.js";
import { digitsOf } from "./digits-of.js";
import type { Sha256 } from "./sha256.js";

/** Base 64 for URLs (RFC 4648, section 5). */
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** 162 bits. */
const letters = 27;

/**
 * The key under which a vector is stored: 27 letters of SHA-256 over what decides a passage's vector. That is model,
 * revision, dimensions, normalisation and the text; the query instruction and the tokenizer that measured the text do
 * not change it, so an index that differs in those alone reuses its vectors. The same on every engine, so that an index
 * can be copied between engines without embedding again.
 *
 * @param text - the embedder's input: `embeddingText(chunk)`
 */
export function vectorKey(fingerprint: EmbedderFingerprint, text: string, sha256: Sha256): string {
  const { model, revision, dimensions, normalised } = fingerprint;
  const facts = JSON.stringify([model, revision, dimensions, normalised]);
  return digitsOf(sha256(`${facts}\0${text}`), alphabet, letters);
}
