import { isRagstoneError } from "@ragstone/core";
import type { OpenedSignIn, UnusableSignIn } from "./sign-in-method.js";

/** Obtains a first token: whether anybody is signed in to a program is known only when it is asked. */
export async function withFirstToken(opened: OpenedSignIn): Promise<OpenedSignIn | UnusableSignIn> {
  try {
    await opened.tokens.get();
    return opened;
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return { reason: `failed: ${error.message} ${error.hint}` };
  }
}
