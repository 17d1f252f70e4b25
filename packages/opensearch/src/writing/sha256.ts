import { createHash } from "node:crypto";

/** SHA-256 by Node, to be injected into `core`. */
export function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
