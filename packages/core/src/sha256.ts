/**
 * SHA-256 of a text's UTF-8, 32 bytes, a lone surrogate counting as U+FFFD. Injected, so that `core` runs without
 * `node:crypto`: in Node, `(text) => createHash("sha256").update(text).digest()`.
 */
export type Sha256 = (text: string) => Uint8Array;
