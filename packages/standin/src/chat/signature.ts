import { createHmac } from "node:crypto";

const key = "stand-in";

/** Signs reasoning, so that a client that changes it or loses the signature is found out at the next turn. */
export function signature(text: string): string {
  return `EqoBCkgIARABGAIi${createHmac("sha256", key).update(text).digest("base64")}`;
}

/**
 * Whether a signature is the one given for this text; an encrypted reasoning signs the empty text and carries a payload
 * after it.
 */
export function isOurSignature(text: string, given: string): boolean {
  return text === "" ? given.startsWith(signature("")) : given === signature(text);
}
