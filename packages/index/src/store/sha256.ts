import { createHash } from "node:crypto";

/** SHA-256 by Node, for what `core` has injected. */
export function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
